import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

/** What a command has written so far, and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that may still be running. */
export interface Running {
  /** Where it serves; rejects when it ends before it does. */
  readonly url: Promise<string>;
  /** What it has written so far. */
  readonly written: () => Omit<Ran, "code">;
  /** Resolves when it has ended. */
  readonly ended: Promise<Ran>;
  readonly send: (signal: NodeJS.Signals) => void;
}

/**
 * Runs the command of the sandbox, with neither the DATABASE_URL nor the REDIS_URL of the tests.
 *
 * @param program what to run instead of the source
 */
export function runCli(
  args: readonly string[],
  { env = {}, program = source }: { env?: Record<string, string>; program?: string } = {},
): Running {
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, stdout, stderr }));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const [, found] = /on (http:\S+), with/.exec(stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((ran) =>
      reject(new Error(`It ended before it served: ${JSON.stringify(ran)}`)),
    );
  });
  // Whoever only waits for its end does not look at the address.
  url.catch(() => {});
  return { url, ended, written: () => ({ stdout, stderr }), send: (signal) => child.kill(signal) };
}
