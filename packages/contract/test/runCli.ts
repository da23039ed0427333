import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { once } from "node:events";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command, with that key in the environment and nothing that colours. */
export function startCli(args: readonly string[], environment: Record<string, string> = {}) {
  return spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the command to its end. */
export async function runCli(
  args: readonly string[],
  environment?: Record<string, string>,
): Promise<Ended> {
  const child = startCli(args, environment);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: child.exitCode, stdout, stderr };
}
