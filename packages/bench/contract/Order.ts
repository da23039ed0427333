import type { Capability } from "../../contract/src/index.ts";
import { isRecord } from "../../../scripts/isRecord.ts";

/** What the program that verifies is told to do. */
export type Order =
  /** To verify a server, and to keep what was sent and answered for the others. */
  | {
      readonly task: "verify";
      readonly url: string;
      readonly apiKey: string;
      readonly lacks: readonly Capability[];
      readonly seed: number;
      readonly cases: number;
    }
  /** To send those requests again, with plain `fetch`. */
  | { readonly task: "send" }
  /** To draw cases, and do nothing with them. */
  | { readonly task: "draw"; readonly cases: number; readonly seed: number }
  /** To judge that many of the answers that were kept, over and over. */
  | { readonly task: "judge"; readonly cases: number };

/** How it went. */
export interface Done {
  /** How many requests were sent, cases drawn, or answers judged. */
  readonly count: number;
  readonly milliseconds: number;
  /** What a server did that the contract does not allow. */
  readonly failures: readonly string[];
}

export const isDone = (value: unknown): value is Done =>
  isRecord(value) &&
  typeof value["count"] === "number" &&
  typeof value["milliseconds"] === "number" &&
  Array.isArray(value["failures"]);
