import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";

/** How to run a command. */
export interface RunOptions {
  readonly cwd: string;
  /** The command is killed, with all that it started, when this is aborted. */
  readonly signal: AbortSignal;
  /** Likewise after this many seconds. Default: 120. */
  readonly seconds?: number;
}

/** How a command that succeeded went. */
export interface Ran {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  readonly output: string;
}

/**
 * What every measured command sees, on each side of a comparison alike: this process's environment,
 * this Node first on the PATH, no colours and no telemetry.
 */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
    CI: "true",
    NO_COLOR: "1",
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}

/** Starts a command in a process group of its own, so that `kill` reaches what it starts in turn. */
export function start(command: string, args: readonly string[], cwd: string): ChildProcess {
  return spawn(command, args, {
    cwd,
    env: environment(),
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Sends a signal to what `start` started and to all that it started. */
export function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!gone) throw error;
  }
}

/**
 * Runs a command to its end and takes the time.
 *
 * @throws Error with what it printed, when it cannot start, fails, is stopped or takes too long
 */
export async function runToEnd(
  command: string,
  args: readonly string[],
  { cwd, signal, seconds = 120 }: RunOptions,
): Promise<Ran> {
  signal.throwIfAborted();
  const started = performance.now();
  const child = start(command, args, cwd);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  const onAbort = (): void => kill(child, "SIGKILL");
  limit.addEventListener("abort", onAbort);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const milliseconds = performance.now() - started;
    signal.throwIfAborted();
    if (code !== 0) {
      const why = limit.aborted ? `did not end within ${seconds} s` : `ended with ${code}`;
      throw new Error(`${command} ${args.join(" ")} ${why}:\n${output}`);
    }
    return { milliseconds, output };
  } finally {
    limit.removeEventListener("abort", onAbort);
  }
}
