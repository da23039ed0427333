import { spawn } from "node:child_process";
import { once } from "node:events";

/** A command of the workspace that goes on until it is stopped. */
export interface RunningCommand {
  /** Waits until what it printed since the last call matches; returns that. Throws when it ends first. */
  printed(this: void, pattern: RegExp): Promise<string>;
  /** Stops it as Ctrl-C does, and returns its exit code. */
  stop(this: void): Promise<number | null>;
}

/** Starts a script of the workspace that is in a folder, such as `scripts/dev.ts`. */
export function startCommand(folder: string, ...args: readonly string[]): RunningCommand {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  const wake = (): void => {
    for (const listener of listeners) listener();
    listeners.clear();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      wake();
    });
  }
  child.once("close", wake);
  return {
    async printed(pattern) {
      while (!pattern.test(output)) {
        if (child.exitCode !== null) {
          throw new Error(`It ended before it printed ${pattern}:\n${output}`);
        }
        await new Promise<void>((resolve) => listeners.add(resolve));
      }
      const text = output;
      output = "";
      return text;
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGINT");
        await once(child, "close");
      }
      return child.exitCode;
    },
  };
}
