import { join } from "node:path";
import { isRecord } from "../../../scripts/isRecord.ts";
import { forkProgram, type Program } from "../forkProgram.ts";
import { type Kind, STATUS } from "./asks.ts";

/** What the load generator is to do. */
export interface Order {
  readonly url: string;
  readonly kind: Kind;
  /** The number of the first request. */
  readonly from: number;
  readonly milliseconds: number;
  readonly connections: number;
  /** How large the fleet is. */
  readonly chargers: number;
}

/** How it went. Times are in milliseconds. */
export interface Load {
  readonly answers: number;
  /** From the first request to the last answer. */
  readonly milliseconds: number;
  /** Connections that broke, and requests without an answer. */
  readonly errors: number;
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p99: number;
  /** The time of a processor that the load generator itself took. */
  readonly cpu: number;
}

/** The load generator, in a process of its own. */
export function startLoader(signal: AbortSignal): Program<Order, Load> {
  const file = join(import.meta.dirname, "load.ts");
  return forkProgram(file, [], { signal, seconds: 60, isAnswer: isLoad });
}

/** The share of requests that may come to nothing. */
const MOST_FAILED = 0.01;

/** @throws Error that says which answers came, when more than one in a hundred is no success */
export function assertServed(label: string, kind: Kind, { answers, errors, statuses }: Load): void {
  const served = statuses[STATUS[kind]] ?? 0;
  const asked = answers + errors;
  if (asked > 0 && (asked - served) / asked <= MOST_FAILED) return;
  const got = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`);
  throw new Error(
    `${label} did not serve ${kind}: of ${asked} requests, ${served} were answered ${STATUS[kind]}. Answers: ${got.join(", ") || "none"}; errors: ${errors}.`,
  );
}

function isLoad(value: unknown): value is Load {
  return (
    isRecord(value) &&
    isRecord(value["statuses"]) &&
    ["answers", "milliseconds", "errors", "p50", "p99", "cpu"].every(
      (name) => typeof value[name] === "number",
    )
  );
}
