// Watches calls: with middleware around each call and each attempt, and with a logger.
import { createClient, type Middleware } from "@ev-charger/client";

const timing: Middleware = {
  async call({ operationId }, next) {
    const started = performance.now();
    const result = await next();
    const took = Math.round(performance.now() - started);
    console.log(`${operationId}: ${result.status}, ${result.attempts} attempts, ${took} ms`);
    return result;
  },
};

const tracing: Middleware = {
  attempt(context, next) {
    context.headers.set("traceparent", `00-${"a".repeat(32)}-${"b".repeat(16)}-01`);
    return next();
  },
};

const amps = createClient({
  middleware: [timing, tracing],
  // `console` would do, too. The key and bodies are not among what is logged.
  logger: { debug: (message, fields) => console.log(message, fields) },
});

const { meta, headers } = await amps.listEvChargers().withResponse();
console.log(meta.requestId, headers.get("content-type"));
