import type { IncomingMessage } from "node:http";
import type { Operation } from "./prism.ts";

/** What lets a page of any origin read every answer, with each response header that is documented. */
export function corsHeaders(operations: readonly Operation[]): Record<string, string> {
  const documented = operations.flatMap(({ responses }) =>
    responses.flatMap(({ headers = [] }) => headers.map(({ name }) => name)),
  );
  const said = operations.some(({ deprecated }) => deprecated) ? ["Deprecation", "Sunset"] : [];
  return {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": [...new Set([...documented, ...said]), "sl-violations"].join(
      ", ",
    ),
  };
}

/**
 * What a browser's preflight wants to hear, or undefined when the request is none. Every method and
 * header is allowed, so that a page gets to see the 405 or the 400 instead of an opaque error.
 */
export function preflightHeaders(request: IncomingMessage): Record<string, string> | undefined {
  const method = request.headers["access-control-request-method"];
  if (request.method !== "OPTIONS" || !request.headers.origin || !method) return undefined;
  const headers = request.headers["access-control-request-headers"];
  return {
    "access-control-allow-methods": method,
    ...(headers && { "access-control-allow-headers": headers }),
    "access-control-max-age": "600",
    vary: "access-control-request-method, access-control-request-headers",
  };
}
