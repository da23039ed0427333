import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Store } from "../database/Store.ts";

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Adds `/healthz`, `/readyz` and `/metrics`, which are for those who run the server. */
export function operationalRoutes(
  app: FastifyInstance,
  { store, processMetrics }: { readonly store: Store; readonly processMetrics: boolean },
): void {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long requests took, by operation and status",
    labelNames: ["method", "operation", "status"],
    buckets: BUCKETS,
    registers: [registry],
  });
  app.addHook("onResponse", (request, reply, done) => {
    const operation = request.routeOptions.config.operation?.operationId ?? "none";
    const seconds = reply.elapsedTime / 1_000;
    durations.observe({ method: request.method, operation, status: reply.statusCode }, seconds);
    done();
  });
  let stopping = false;
  app.addHook("preClose", async () => {
    stopping = true;
  });
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_, reply) => {
    const isThere = await store.database.ping().then(
      () => true,
      () => false,
    );
    const status = stopping ? "stopping" : isThere ? "ready" : "without its database";
    return reply.code(status === "ready" ? 200 : 503).send({ status });
  });
  app.get("/metrics", async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
