import { once } from "node:events";
import { type IncomingMessage, request as send, type ServerResponse } from "node:http";
import type { Seen, Sent } from "../../../client/test/behaviour/Script.ts";

/** What a request came to, that was passed on. */
export interface Relayed extends Sent {
  /** `reset` before the head; `broken` in the middle of the body; `abandoned` by who had asked. */
  readonly ending: "whole" | "broken" | "reset" | "abandoned";
}

/** They are about one connection, not about what goes over it. */
const OF_THE_CONNECTION = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "host",
]);

/**
 * Passes a request on to another server, and that one's answer back as it is.
 *
 * @param headers are sent besides those of the request, or in their place
 * @param sending is told what is sent back, right before
 */
export async function relay(
  { origin, request, headers }: { origin: string; request: Seen; headers: Record<string, string> },
  response: ServerResponse,
  sending: (sent: Sent) => void,
): Promise<Relayed> {
  const passed = Object.entries(request.headers).filter(([name]) => !isOfConnection(name));
  const { hostname, port } = new URL(origin);
  const upstream = send({
    hostname,
    port,
    method: request.method,
    // As it came: a URL would mend it.
    path: request.url,
    agent: false,
    headers: { ...Object.fromEntries(passed), ...headers },
  });
  response.once("close", () => upstream.destroy());
  upstream.end(request.body);
  const answer = await headOf(upstream);
  const nothing = { status: 0, headers: {}, body: "" };
  if (response.closed) return { ...nothing, ending: "abandoned" };
  if (answer === undefined) {
    sending(nothing);
    response.socket?.resetAndDestroy();
    return { ...nothing, ending: "reset" };
  }
  const { body, isWhole } = await bodyOf(answer);
  const sent = { status: answer.statusCode ?? 0, headers: textsOf(answer), body: body.toString() };
  if (response.closed) return { ...sent, ending: "abandoned" };
  sending(sent);
  const { "content-length": length } = sent.headers;
  response.writeHead(sent.status, {
    ...Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !isOfConnection(name))),
    ...(length !== undefined && { "content-length": length }),
    connection: "close",
  });
  if (isWhole) response.end(body);
  else response.write(body, () => response.destroy());
  return { ...sent, ending: isWhole ? "whole" : "broken" };
}

const isOfConnection = (name: string): boolean => OF_THE_CONNECTION.has(name);

/** Undefined when the connection ends before there is one. */
async function headOf(upstream: ReturnType<typeof send>): Promise<IncomingMessage | undefined> {
  try {
    const heads: unknown[] = await once(upstream, "response");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as Node declares the event
    return heads[0] as IncomingMessage;
  } catch (error) {
    if (isBroken(error)) return undefined;
    throw error;
  }
}

async function bodyOf(answer: IncomingMessage): Promise<{ body: Buffer; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  return { body: Buffer.concat(chunks), isWhole: answer.complete };
}

const isBroken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ECONNRESET";

const textsOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
