import { spawn } from "node:child_process";
import { once } from "node:events";
import { messageOf } from "../messageOf.ts";

/** A server in a process of its own. */
export interface Process {
  readonly pid: number;
  /**
   * Waits until it has printed something.
   *
   * @returns what the pattern's group matched
   * @throws Error with what it printed, when it ends before, takes too long, or is stopped
   */
  printed(this: void, pattern: RegExp): Promise<string>;
  /** Aborted when it has ended. */
  readonly ended: AbortSignal;
  /** Lets it end, by force when it does not within 10 seconds. */
  stop(this: void): Promise<void>;
}

/** How long a server may take until it is ready, filling its database included. */
const SECONDS = 180;

/**
 * Starts a program with this Node.
 *
 * @param args those of Node: its flags, the program, the program's flags
 * @param env what the program sees of the environment besides this process's; undefined takes away
 */
export function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Process {
  signal.throwIfAborted();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const news = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      news.dispatchEvent(new Event("text"));
    });
  }
  const ended = new AbortController();
  const closed = once(child, "close").finally(() => ended.abort(new Error("It ended by itself.")));
  // Whoever waits for `printed` learns of it there.
  closed.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ended: ended.signal,
    async printed(pattern) {
      const limit = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(SECONDS * 1000)]);
      try {
        for (;;) {
          const found = pattern.exec(output);
          if (found) return found[1] ?? found[0];
          await once(news, "text", { signal: limit });
        }
      } catch (error) {
        signal.throwIfAborted();
        throw new Error(
          `${args.join(" ")} did not print ${String(pattern)} (${messageOf(error)}), but:\n${output}`,
          { cause: error },
        );
      }
    },
    async stop() {
      child.kill();
      const force = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await closed;
      clearTimeout(force);
    },
  };
}
