import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

/** A sandbox in a process of its own. */
export interface Command {
  readonly url: string;
  readonly pid: number;
  /** Ends it at once, as `kill -9` does, or a machine that loses its power. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does; returns its exit code. */
  stop(): Promise<number | null>;
  /** What it wrote to standard error. */
  errors(): string;
}

/**
 * Starts the command, without a limit of requests and without a log, and waits until it serves.
 *
 * @throws Error when it ends before, with its exit code or the signal that ended it.
 */
export async function startCommand(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Command> {
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env;
  const own = ["--port", "0", "--rate-limit", "0", "--log", "silent"];
  const child = spawn(process.execPath, [cli, ...own, ...flags], {
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const closed = once(child, "close");
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string | undefined>((resolve) => {
    lines.on("line", (line) => {
      const [, found] = /on (http:\S+), with/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void closed.then(() => resolve(undefined));
  });
  if (url === undefined) {
    throw new Error(
      `The sandbox did not start (${String(child.exitCode ?? child.signalCode)}): ${errors.slice(0, 2_000)}`,
    );
  }
  const { pid = 0 } = child;
  return {
    url,
    pid,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    errors: () => errors,
  };
}
