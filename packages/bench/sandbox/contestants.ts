import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../sandbox/test/freePort.ts";
import { forkProgram } from "../forkProgram.ts";
import { toolIn } from "../toolIn.ts";
import type { Answers } from "./recordAnswers.ts";
import { type Process, startProcess } from "./startProcess.ts";

/** A server that is measured. */
export interface Contestant {
  readonly url: string;
  readonly pid: number;
  stop(this: void): Promise<void>;
}

const workspace = join(import.meta.dirname, "../../..");

/** The sandbox as it is published. */
const sandboxProgram = join(workspace, "packages/sandbox/dist/cli.js");

/** Neither the log nor the limit is to be measured; requests are counted all the same. */
const SANDBOX_FLAGS = ["--port", "0", "--log", "silent", "--rate-limit", "1000000000"];

/** The variables that would have a sandbox use something else than it is told. */
const NO_SERVICES = { DATABASE_URL: undefined, REDIS_URL: undefined };

/** How a sandbox is started. */
export interface SandboxSetting {
  /** Flags of its own. */
  readonly flags: readonly string[];
  /** A PostgreSQL; the embedded database without it. */
  readonly databaseUrl?: string;
  /** Flags of Node. */
  readonly node?: readonly string[];
  readonly signal: AbortSignal;
}

/** Our sandbox, compiled. */
export async function startSandbox(
  setting: SandboxSetting,
): Promise<Contestant & Pick<Process, "printed">> {
  const { flags, databaseUrl, node = [], signal } = setting;
  const args = [...node, sandboxProgram, ...SANDBOX_FLAGS, ...flags];
  const env = { ...NO_SERVICES, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const started = startProcess(args, env, signal);
  return withUrl(started, () => started.printed(/^Sandbox of the contract on (\S+),/m));
}

/** Prism as its users run it, on the bundle's examples. */
export async function startPrism(signal: AbortSignal): Promise<Contestant> {
  const program = toolIn(workspace, "packages/mock", "@stoplight/prism-cli", "dist/index.js");
  const bundle = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
  const port = await freePort();
  const flags = ["mock", "-h", "127.0.0.1", "-p", String(port), "-v", "silent", bundle];
  const started = startProcess([program, ...flags], {}, signal);
  return withUrl(started, async () => {
    const limit = AbortSignal.any([signal, started.ended, AbortSignal.timeout(60_000)]);
    // As silent as this, it does not say when it listens.
    while (!(await accepts(port))) await wait(20, undefined, { signal: limit });
    return `http://127.0.0.1:${port}`;
  });
}

/** The workspace's mock. */
export async function startMock(signal: AbortSignal): Promise<Contestant> {
  const program = join(workspace, "packages/mock/src/cli.ts");
  const started = startProcess([program, "--port", "0", "--quiet"], {}, signal);
  return withUrl(started, () => started.printed(/^Mock of the contract on (\S+)/m));
}

/** A `node:http` server that does nothing but answer with the same bytes. */
export async function startBare(answers: Answers, signal: AbortSignal): Promise<Contestant> {
  const file = join(import.meta.dirname, "serveBytes.ts");
  const isAnswer = (port: unknown): port is number => typeof port === "number";
  const program = forkProgram<Answers, number>(file, [], { signal, seconds: 30, isAnswer });
  try {
    const port = await program.ask(answers);
    return { url: `http://127.0.0.1:${port}`, pid: program.pid, stop: program.stop };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

async function withUrl(
  started: Process,
  urlOf: () => Promise<string>,
): Promise<Contestant & Pick<Process, "printed">> {
  const { pid, printed, stop } = started;
  try {
    return { url: await urlOf(), pid, printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
