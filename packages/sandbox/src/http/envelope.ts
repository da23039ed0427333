import type { ErrorMeta, ResponseMeta } from "@ev-charger/types";
import type { FastifyRequest } from "fastify";
import { iso } from "../domain/Clock.ts";

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly details?: object | undefined;
}

/** The envelope of a success. */
export function success(request: FastifyRequest, environment: string, data: unknown) {
  const { requestId, timestamp, latencyMs } = metaOf(request);
  const meta: ResponseMeta = { requestId, environment, timestamp, latencyMs };
  return { success: true, data, meta };
}

/** The envelope of an error. It names the environment whenever the key is known. */
export function failure(request: FastifyRequest, { code, message, details }: Failure) {
  const environment = request.state.caller?.environment;
  const meta: ErrorMeta = {
    ...metaOf(request),
    path: pathOf(request.url),
    ...(environment !== undefined && { environment }),
  };
  const error = { code, message, ...(details && { details }) };
  return { success: false, error, meta };
}

/** The path of a request as it was sent, without the query, and without the origin that a proxy is sent. */
export function pathOf(url: string): string {
  const [path = "/"] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").split(/[?#]/, 1);
  return path.startsWith("/") ? path : "/";
}

function metaOf({ id, state }: FastifyRequest) {
  const latency = performance.now() - state.startedAt;
  return {
    requestId: id,
    timestamp: iso(state.time()),
    latencyMs: Math.round(latency * 100) / 100,
  };
}
