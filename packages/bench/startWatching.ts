import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { outputsWithout } from "./outputs.ts";
import { kill, start } from "./runToEnd.ts";

/** The workspace's watch mode, running. */
export interface Watching {
  /**
   * Saves a file of the contract and waits until the watcher says that it is done and every output
   * has the text.
   *
   * @returns the milliseconds from before the write
   * @throws Error with what the watcher printed, when it does not get there within 60 seconds
   */
  save(file: string, content: string, text: string): Promise<number>;
  /** Ends it, by force when it does not end within 10 seconds. */
  stop(): Promise<void>;
}

/**
 * Starts watch mode in a workspace, on free ports, and waits until it watches.
 *
 * @throws Error with what it printed, when it does not get there within 180 seconds
 */
export async function startWatching(workspace: string, signal: AbortSignal): Promise<Watching> {
  signal.throwIfAborted();
  const args = ["scripts/dev.ts", "--docs-port", "0", "--mock-port", "0"];
  const child = start(process.execPath, args, workspace);
  const ended = new AbortController();
  const closed = once(child, "close").finally(() =>
    ended.abort(new Error("The watcher ended by itself.")),
  );
  // Whoever waits for `printed` learns of it there.
  closed.catch(() => undefined);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }

  const printed = async (pattern: RegExp, limit: AbortSignal): Promise<void> => {
    try {
      while (!pattern.test(output)) {
        await once(child.stdout ?? child, "data", { signal: limit });
      }
    } catch (error) {
      throw new Error(`The watcher did not print ${String(pattern)}, but:\n${output}`, {
        cause: error,
      });
    }
  };
  const within = (seconds: number): AbortSignal =>
    AbortSignal.any([signal, ended.signal, AbortSignal.timeout(seconds * 1000)]);

  const stop = async (): Promise<void> => {
    kill(child, "SIGINT");
    const force = setTimeout(() => kill(child, "SIGKILL"), 10_000);
    await closed;
    clearTimeout(force);
  };

  try {
    await printed(/^Watching/m, within(180));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    async save(file, content, text) {
      const limit = within(60);
      output = "";
      const started = performance.now();
      await writeFile(join(workspace, file), content);
      await printed(/^(?:not )?done/m, limit);
      let milliseconds = performance.now() - started;
      while ((await outputsWithout(workspace, text)).length > 0) {
        if (/^not done/m.test(output) || limit.aborted) {
          throw new Error(`The outputs did not follow the save of ${file}:\n${output}`);
        }
        await wait(5);
        milliseconds = performance.now() - started;
      }
      return milliseconds;
    },
    stop,
  };
}
