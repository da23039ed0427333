import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./Answer.ts";
import { problem } from "./Answer.ts";
import { preflightHeaders } from "./cors.ts";
import type { Contract } from "./prism.ts";
import { readBody } from "./readBody.ts";
import { respond } from "./respond.ts";

const bodyLimit = 1024 * 1024;

interface Context {
  /** Headers for every response. */
  cors: Record<string, string>;
  log: ((line: string) => void) | undefined;
}

/** Answers one HTTP request, whatever happens, and logs it in one line. Never rejects. */
export async function handle(
  contract: Contract,
  request: IncomingMessage,
  response: ServerResponse,
  { cors, log }: Context,
): Promise<void> {
  const began = performance.now();
  const { method = "GET" } = request;
  const { pathname, searchParams } = targetOf(request.url);
  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : "aborted";
    log?.(`${method} ${pathname} ${status} ${(performance.now() - began).toFixed(0)}ms`);
  });
  const preflight = preflightHeaders(request);
  if (preflight) {
    response.writeHead(204, { ...cors, ...preflight }).end();
    return;
  }
  const headers = flatten(request.headers);
  const read = (): Promise<string | undefined> => readBody(request, bodyLimit);
  try {
    const incoming = { method, path: pathname, query: searchParams, headers, read };
    send(response, await respond(contract, incoming), cors);
  } catch (error) {
    // Nobody is left to answer when the client has gone; anything else is the mock's own fault.
    if (response.destroyed) return;
    const detail = error instanceof Error ? error.message : String(error);
    send(response, problem(500, "The mock failed", detail), cors);
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer, cors: object): void {
  const length = status === 204 ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...cors, ...headers, ...length }).end(body);
}

/** A path that starts with two slashes is a path here, never a host. */
function targetOf(target = "/"): URL {
  if (target.startsWith("/")) return new URL(`http://mock${target}`);
  return URL.canParse(target) ? new URL(target) : new URL("http://mock");
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value) flat[name] = String(value);
  return flat;
}
