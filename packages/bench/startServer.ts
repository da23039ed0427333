import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** The job's server, in a process of its own. */
export interface Server {
  readonly baseUrl: string;
  stop(this: void): Promise<void>;
}

/** @throws Error when it ends before it listens, or the signal is aborted */
export async function startServer(signal: AbortSignal): Promise<Server> {
  const program = join(import.meta.dirname, "serveJob.ts");
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(child, "close");
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };
  try {
    const port = await Promise.race([printed(child, signal), closed.then(() => undefined)]);
    if (port === undefined) throw new Error("The server for the bench ended before it listened.");
    return { baseUrl: `http://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function printed({ stdout }: ChildProcess, signal: AbortSignal): Promise<number> {
  if (stdout === null) throw new TypeError("The server's output is not piped.");
  const chunks: unknown[] = await once(stdout, "data", { signal });
  return Number(String(chunks[0]));
}
