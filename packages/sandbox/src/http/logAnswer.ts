import type { FastifyReply, FastifyRequest } from "fastify";
import { pathOf } from "./envelope.ts";

/** How the keys of this API begin; older pages of the vendor leave out the first word. */
const KEY = /(?:amps_)?sk_(?:test|live)_/i;

/**
 * Writes the line of a request to the log.
 *
 * @param key the request's own
 * @param brokenOff whether the request asked for its connection to be broken off
 */
export function logAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { key, brokenOff }: { readonly key: string | undefined; readonly brokenOff: boolean },
): void {
  const { method, routeOptions } = request;
  request.log.info({
    method,
    path: hasKey(request.url, key) ? (routeOptions.url ?? "/") : pathOf(request.url),
    operationId: routeOptions.config.operation?.operationId,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 100) / 100,
    ...(brokenOff && { brokenOff }),
  });
}

/** Whether somebody put a key where none belongs; it may be escaped. */
function hasKey(url: string, key: string | undefined): boolean {
  const path = pathOf(url);
  const text = path.replaceAll(/%([0-7][\da-f])/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
  return KEY.test(text) || (key !== undefined && key !== "" && text.includes(key));
}

/** What of an error is logged: the parameters of a query are left out, whoever adds them. */
export function loggedError({ name, message, stack = "", code }: Error & { code?: string }) {
  return { type: name, message, stack, ...(code !== undefined && { code }) };
}
