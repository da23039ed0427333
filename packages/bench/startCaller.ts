import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { isRecord } from "../../scripts/isRecord.ts";
import { messageOf } from "./messageOf.ts";

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
  const child = fork(join(import.meta.dirname, "call.ts"), ["--module", module, ...flags], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // A proxy is not what is measured.
    env: { ...process.env, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" },
  });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const ended = new AbortController();
  const closed = once(child, "close").finally(() => ended.abort());
  // Whoever waits for an answer learns of it there.
  closed.catch(() => undefined);
  const stop = async (): Promise<void> => {
    child.kill();
    await closed;
  };

  return {
    async callFor(milliseconds) {
      const limit = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(30_000)]);
      try {
        limit.throwIfAborted();
        const answer = once(child, "message", { signal: limit });
        child.send(milliseconds);
        const messages: unknown[] = await answer;
        const calls = messages[0];
        if (isCalls(calls)) return calls;
        throw new TypeError(`It answered ${JSON.stringify(calls)}.`);
      } catch (error) {
        signal.throwIfAborted();
        // What it printed last may be on its way.
        if (!child.connected) await closed;
        throw new Error(printed.trim() || messageOf(error), { cause: error });
      }
    },
    stop,
  };
}

function isCalls(value: unknown): value is Calls {
  return (
    isRecord(value) &&
    typeof value["calls"] === "number" &&
    typeof value["milliseconds"] === "number"
  );
}
