import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./freePort.ts";

/** The Redis that somebody gave us, if any. */
export const givenRedis = process.env["REDIS_URL"] || undefined;

const program = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "redis-server"))
  .find(isProgram);

/** Whether the tests can start a Redis of their own. */
export const hasRedisServer = program !== undefined;

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Redis of our own, that can be ended and begun again on its port. */
export interface TestRedis {
  readonly url: string;
  readonly start: () => Promise<void>;
  /** Lets it answer no more. */
  readonly hang: () => void;
  /** Ends it at once. */
  readonly stop: () => Promise<void>;
}

/** Starts one that keeps nothing. */
export async function startRedis(): Promise<TestRedis> {
  if (program === undefined) throw new Error("There is no redis-server on the PATH.");
  const port = String(await freePort());
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const flags = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", tmpdir()];
    const child = spawn(program, flags, { stdio: ["ignore", "pipe", "ignore"] });
    server = child;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes("Ready to accept connections")) break;
    }
    child.stdout.resume();
  };
  const stop = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  };
  const hang = (): void => {
    server?.kill("SIGSTOP");
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, start, hang, stop };
}
