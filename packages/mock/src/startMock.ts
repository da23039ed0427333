import type { Server } from "node:http";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { corsHeaders } from "./cors.ts";
import { curl } from "./curl.ts";
import { handle } from "./handle.ts";
import { loadContract } from "./prism.ts";

export { lacks } from "./lacks.ts";

export interface MockOptions {
  /** The port to listen on; 0 picks a free one. */
  port: number;
  /** The address to listen on. Default: `127.0.0.1`, this machine only. */
  host?: string;
  /** Generates bodies from the schemas instead of answering with examples. Default: false. */
  dynamic?: boolean;
  /** The bundled contract, JSON or YAML. Default: the one of `@ev-charger/spec`. */
  contract?: string;
  /** Milliseconds that a client may take to send its request. Default: 30000. */
  requestTimeout?: number;
  /** Gets one line per request: method, path, status, duration. Never a header. Default: none. */
  log?: (line: string) => void;
}

export interface Mock {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** A command to paste into a shell, for the contract's first GET operation, if it has one. */
  readonly curl: string | undefined;
  /**
   * Reads the contract again; requests that begin later are answered from it.
   *
   * @throws Error when it cannot be loaded. The last good one then stays in use.
   */
  reload(): Promise<void>;
  /** Stops listening. Requests under way get a second to end. */
  stop(): Promise<void>;
}

/** The contract that this repository bundles. */
export const bundledContract = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));

/** Milliseconds that requests under way get to end when the mock is stopped. */
const grace = 1_000;

/**
 * Starts a mock of the contract: Prism, repaired where it departs from the contract.
 *
 * @throws Error when the contract cannot be loaded or the port cannot be had (see `cause`).
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const { port, host = "127.0.0.1", dynamic = false, requestTimeout = 30_000, log } = options;
  const file = options.contract ?? bundledContract;
  let contract = await loadContract(file, dynamic);
  let cors = corsHeaders(contract.operations);
  let reloaded: Promise<void> = Promise.resolve();

  const server = createServer(
    { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: 1_000 },
    (request, response) => void handle(contract, request, response, { cors, log }),
  );
  const url = await listen(server, port, host);
  let stopped: Promise<void> | undefined;
  return {
    url,
    get curl() {
      return curl(url, contract.operations);
    },
    reload() {
      const load = async (): Promise<void> => {
        contract = await loadContract(file, dynamic);
        cors = corsHeaders(contract.operations);
      };
      // One after the other, so that the one that is asked for last is also the last to be read.
      reloaded = reloaded.then(load, load);
      return reloaded;
    },
    stop() {
      stopped ??= new Promise((resolve, reject) => {
        const deadline = setTimeout(() => server.closeAllConnections(), grace);
        server.close((error) => {
          clearTimeout(deadline);
          if (error) reject(error);
          else resolve();
        });
      });
      return stopped;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const problem =
        cause.code === "EADDRINUSE"
          ? `Port ${port} of ${host} is already in use. Stop what listens there, or choose another port with --port (0 picks a free one).`
          : `Cannot listen on port ${port} of ${host} (${cause.message}). Choose others with --port and --host.`;
      reject(new Error(problem, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === "object" && address ? address.port : port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });
}
