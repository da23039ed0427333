import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from "node:http";
import type { Contract } from "../../src/index.ts";
import type { Asked, Hooks, Served, Silence } from "./Fault.ts";

/** They are about one connection, not about what goes over it. */
const ofTheConnection = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "host",
]);

export interface FaultLayer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Puts other hooks in the place of those before; none let everything pass. */
  readonly plant: (hooks: Hooks) => void;
  readonly stop: () => Promise<void>;
}

/** Listens on a free port, and passes everything on to a server; what is planted changes it. */
export async function startFaultLayer(
  contract: Contract,
  origin: string,
  onRequest: () => void,
): Promise<FaultLayer> {
  let hooks: Hooks = {};
  const agent = new Agent({ keepAlive: true });

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    onRequest();
    const { request: change, answer: spoil } = hooks;
    const asked = askedBy(contract, request, await textOf(request));
    const changed = change?.(asked) ?? asked;
    const served = "status" in changed ? changed : await pass(agent, origin, changed);
    answerWith(response, spoil?.(served, asked) ?? served, served);
  };
  const server = createServer((request, response) => {
    // What is wrong with the layer itself must not look like an answer of the server.
    serve(request, response).catch((error: unknown) => {
      response.destroy();
      queueMicrotask(() => {
        throw error;
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    plant: (others) => {
      hooks = others;
    },
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

function askedBy(contract: Contract, request: IncomingMessage, body: string): Asked {
  const { method = "", url = "/", headers } = request;
  const { pathname, searchParams } = new URL(url, "http://layer");
  const segments = pathname.split("/");
  const matching = contract.operations.filter(({ path }) => {
    const parts = path.split("/");
    return (
      parts.length === segments.length &&
      parts.every((part, index) => part.startsWith("{") || part === segments[index])
    );
  });
  const place = matching[0]?.path.split("/").findIndex((part) => part.startsWith("{")) ?? -1;
  return {
    operationId: matching.find((operation) => operation.method === method)?.operationId,
    id: decodeURIComponent(segments[place] ?? ""),
    method,
    url,
    query: searchParams,
    headers: textsOf(headers),
    body,
  };
}

async function pass(agent: Agent, origin: string, asked: Asked): Promise<Served> {
  const { hostname, port } = new URL(origin);
  const { method, url: path, body } = asked;
  const headers = { ...asked.headers, "content-length": String(Buffer.byteLength(body)) };
  const bodiless = body === "" && !("content-length" in asked.headers);
  const upstream = send({
    agent,
    hostname,
    port,
    method,
    path,
    headers: Object.fromEntries(
      Object.entries(headers).filter(
        ([name]) => !ofTheConnection.has(name) || (name === "content-length" && !bodiless),
      ),
    ),
  });
  return new Promise<Served>((resolve, reject) => {
    upstream.once("error", reject);
    upstream.once("response", (response) => {
      const { statusCode: status = 0 } = response;
      textOf(response).then(
        (text) => resolve({ status, headers: textsOf(response.headers), body: text }),
        reject,
      );
    });
    upstream.end(body);
  });
}

function answerWith(response: ServerResponse, answer: Served | Silence, whole: Served): void {
  if (answer === "never") return;
  if (answer === "dropped") {
    response.destroy();
    return;
  }
  const { status, headers, body } = answer === "cut off" ? whole : answer;
  response.writeHead(status, {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.has(name))),
    "content-length": Buffer.byteLength(body),
  });
  if (answer === "cut off") response.write(body.slice(0, 10), () => response.destroy());
  else response.end(body);
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const textsOf = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
