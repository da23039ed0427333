import { join } from "node:path";
import { isRecord } from "../../scripts/isRecord.ts";
import { forkProgram } from "./forkProgram.ts";

/** Calls that were made, every one of them answered and checked. */
export interface Calls {
  readonly calls: number;
  readonly milliseconds: number;
}

/** A contestant in a process of its own, which does nothing unless it is told to. */
export interface Caller {
  /**
   * Has it do the job over and over.
   *
   * @param milliseconds for how long; 0 is one call, for each of those at once
   * @throws Error with what it printed, when a call fails
   */
  callFor(this: void, milliseconds: number): Promise<Calls>;
  stop(this: void): Promise<void>;
}

/**
 * @param module the contestant, bundled for Node
 * @param flags those of `call.ts`
 * @param signal ends it when aborted
 */
export function startCaller(module: string, flags: readonly string[], signal: AbortSignal): Caller {
  const { ask, stop } = forkProgram<number, Calls>(
    join(import.meta.dirname, "call.ts"),
    ["--module", module, ...flags],
    { signal, seconds: 30, isAnswer: isCalls },
  );
  return { callFor: ask, stop };
}

function isCalls(value: unknown): value is Calls {
  return (
    isRecord(value) &&
    typeof value["calls"] === "number" &&
    typeof value["milliseconds"] === "number"
  );
}
