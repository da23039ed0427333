import { once } from "node:events";
import { createServer } from "node:net";
import { type DocsServer, startDocs } from "../packages/docs/src/startDocs.ts";
import { type Mock, startMock } from "../packages/mock/src/startMock.ts";
import { startSandbox } from "./startSandbox.ts";
import { Stop } from "./Stop.ts";

/** The flags of every command that serves, for `parseArgs`. */
export const serveFlags = {
  "docs-port": { type: "string", default: "4000" },
  "mock-port": { type: "string", default: "4010" },
  help: { type: "boolean", default: false },
} as const;

/** What `--help` says about them. */
export const serveHelp = `  --docs-port N     Port of the docs. Default: 4000; 0 picks a free one
  --mock-port N     Port of the mock. Default: 4010; 0 picks a free one
  --help            Show this`;

/** What every command that serves has, all of it listening. */
export interface Served {
  readonly docs: DocsServer;
  readonly mock: Mock;
}

/** Where to serve; a command that has no flag for the sandbox serves none. */
export interface Ports {
  readonly docs: number;
  readonly mock: number;
  readonly sandbox?: number;
}

/**
 * Reads the ports and sees whether they are free, before time is spent on building.
 *
 * @throws Stop when a port is not valid or already taken, naming the flag that changes it
 */
export async function readPorts(flags: {
  "docs-port": string;
  "mock-port": string;
  "sandbox-port"?: string;
}): Promise<Ports> {
  const { "sandbox-port": sandbox } = flags;
  const ports = {
    docs: portOf("docs-port", flags["docs-port"]),
    mock: portOf("mock-port", flags["mock-port"]),
    ...(sandbox !== undefined && { sandbox: portOf("sandbox-port", sandbox) }),
  };
  for (const [name, port] of Object.entries(ports)) {
    const probe = createServer();
    await listen(name, port, () =>
      once(probe.listen(port, "127.0.0.1"), "listening").finally(() => probe.close()),
    );
  }
  return ports;
}

/**
 * Serves the built docs, the mock of the bundled contract and, when it has a port, the sandbox on this
 * machine, prints where, and stops all of it when the process is told to end.
 *
 * @param options `reloads`: whether open pages of the docs follow `docs.reload()`. Default: false.
 * @throws Stop when a port is already taken, naming the flag that changes it
 */
export async function serve(ports: Ports, { reloads = false } = {}): Promise<Served> {
  const docs = await listen("docs", ports.docs, () => startDocs({ port: ports.docs, reloads }));
  const mock = await listen("mock", ports.mock, () => startMock({ port: ports.mock })).catch(
    async (error: unknown) => {
      await docs.stop();
      throw error;
    },
  );
  const sandbox = ports.sandbox === undefined ? undefined : await startSandbox(ports.sandbox);

  let stopped: Promise<unknown> | undefined;
  const stop = (): void => {
    if (stopped === undefined) console.log("\nStopping …");
    stopped ??= Promise.all([docs.stop(), mock.stop(), sandbox?.stop()]).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  // The terminal and the script's parent may both pass the same signal on.
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);

  console.log(`
  Docs     ${docs.url}
  Mock     ${mock.url}${sandbox === undefined ? "" : `\n  Sandbox  ${sandbox.url}`}

  ${mock.curl ?? ""}

Ctrl-C stops them.`);
  return { docs, mock };
}

/** A port from a flag. @throws Stop when it is none */
export function portOf(flag: string, value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65_535) return number;
  throw new Stop(`--${flag} has to be a whole number from 0 to 65535, not "${value}".`, 2);
}

/** Opens a server. @throws Stop when its port is taken, naming the flag that changes it */
export async function listen<Server>(
  name: string,
  port: number,
  open: () => Promise<Server>,
): Promise<Server> {
  try {
    return await open();
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    if (!taken) throw error;
    throw new Stop(
      `Port ${port} is already taken. Choose another with --${name}-port; 0 picks a free one.`,
      1,
      error,
    );
  }
}
