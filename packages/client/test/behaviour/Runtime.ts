import type { Ability } from "./Kit.ts";
import type { ScriptedServer } from "./ScriptedServer.ts";

/** Somewhere that the client runs. */
export interface Runtime {
  readonly name: string;
  readonly lacks: readonly Ability[];
  /** @throws Missing when this machine has no such runtime; Error with its output when it fails */
  readonly run: (run: Run) => Promise<void>;
}

/** One run of the behaviours, to their end, which they report to the server. */
export interface Run {
  /** A module that exports `report`. */
  readonly bundle: string;
  readonly server: ScriptedServer;
  /** The argument of `report`, as JSON. */
  readonly site: string;
}

/** Why a runtime cannot be had here; no fault of the client. */
export class Missing extends Error {
  override readonly name = "Missing" as const;
}
