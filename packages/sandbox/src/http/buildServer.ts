import { randomUUID } from "node:crypto";
import { METHODS } from "node:http";
import cors from "@fastify/cors";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Redis } from "ioredis";
import { Contract } from "../contract/Contract.ts";
import type { Json } from "../contract/Json.ts";
import { compilerFor } from "../contract/validators.ts";
import type { Store } from "../database/Store.ts";
import type { Clock } from "../domain/Clock.ts";
import { handlers } from "../handlers/index.ts";
import { answerBrokenRequest } from "./answerBrokenRequest.ts";
import { contractRoutes } from "./contractRoutes.ts";
import { failure, pathOf } from "./envelope.ts";
import { digestOf } from "./keys.ts";
import { operationalRoutes } from "./operationalRoutes.ts";
import { Refusal } from "./Refusal.ts";
import { refusalOf } from "./refusalOf.ts";
import { authenticate } from "./authenticate.ts";
import "./RequestState.ts";

/** How large a body may be, in bytes. */
const BODY_LIMIT = 64 * 1_024;
/** How large the request line and the headers may be together, in bytes. */
const HEAD_LIMIT = 16 * 1_024;
/** How long a client may take to send its head, its whole request, or to take the answer, in ms. */
const PATIENCE = { head: 10_000, request: 20_000, idle: 30_000 };

/** What a server is made of. */
export interface ServerParts {
  readonly contract: Contract;
  readonly store: Store;
  readonly clock: Clock;
  /** Requests that a key may send in each minute; 0 for as many as it likes. */
  readonly perMinute: number;
  /** Where instances count them together; each for itself without it. */
  readonly redis: Redis | undefined;
  /** A level of pino's, or undefined for no log at all. */
  readonly logLevel: string | undefined;
  /** Whether `/metrics` also tells about the process. */
  readonly processMetrics: boolean;
}

/** Builds the HTTP server from the contract; it does not listen yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { contract, store, clock, perMinute, redis, logLevel } = parts;
  const app = Fastify({
    logger: logLevel === undefined ? false : { level: logLevel, base: {} },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: PATIENCE.request,
    connectionTimeout: PATIENCE.idle,
    http: {
      maxHeaderSize: HEAD_LIMIT,
      headersTimeout: PATIENCE.head,
      connectionsCheckingInterval: 1_000,
    },
    routerOptions: { maxParamLength: HEAD_LIMIT },
    genReqId: () => `req_${randomUUID().replaceAll("-", "").slice(0, 20)}`,
    // A request that was accepted is finished; new ones do not reach a server that stops.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      begin(request);
      return answer(error, request, reply);
    },
  });
  const begin = (request: FastifyRequest): void => {
    const startedAt = performance.now();
    request.state = { startedAt, caller: undefined, now: clock.now(), fault: undefined };
  };
  const statuses = new Map(contract.operations.flatMap(({ codes }) => [...codes]));

  /** Answers with an error of the API; the operation, if any, says which status its code has. */
  function answer(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const refusal = refusalOf(error);
    const { operation } = request.routeOptions?.config ?? {};
    const status = operation?.codes.get(refusal.code) ?? statuses.get(refusal.code) ?? 500;
    if (status >= 500) request.log.error({ err: refusal.cause ?? refusal, requestId: request.id });
    return reply.code(status).headers(refusal.headers).send(failure(request, refusal));
  }

  /** Notes who sends a request that no operation takes, as far as that can be known. */
  async function recognise(request: FastifyRequest): Promise<void> {
    const key = headerOf(request, contract.keyHeader);
    const { now } = request.state;
    const found = await authenticate(store, key, { now, header: contract.keyHeader }).catch(
      (error: unknown) => {
        if (error instanceof Refusal) return;
        request.log.warn({ err: error, requestId: request.id });
      },
    );
    request.state.caller = found?.caller;
  }

  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  app.decorateRequest("state");
  app.setErrorHandler(answer);
  const compile = compilerFor(contract);
  app.setValidatorCompiler<Json>(({ schema }) => compile(schema));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, app.getDefaultJsonParser("error", "error"));
  app.addHook("onRequest", async (request) => begin(request));
  app.addHook("onResponse", async (request, reply) => {
    const { operation } = request.routeOptions.config;
    request.log.info({
      requestId: request.id,
      method: request.method,
      path: pathOf(request.url),
      operationId: operation?.operationId,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
    });
  });

  operationalRoutes(app, parts);
  await app.register(async (scope) => {
    await scope.register(cors, {
      strictPreflight: false,
      methods: [...new Set(contract.operations.map(({ method }) => method))],
      exposedHeaders: exposedHeaders(contract),
      maxAge: 600,
    });
    if (perMinute > 0) {
      await scope.register(rateLimit, {
        max: perMinute,
        timeWindow: 60_000,
        hook: "onRequest",
        keyGenerator: (request) => {
          const key = headerOf(request, contract.keyHeader);
          return key === undefined ? `address ${request.ip}` : digestOf(key);
        },
        ...(redis && { redis, nameSpace: "ev-charger-sandbox:", skipOnError: true }),
        errorResponseBuilder: (_, { ttl }) => {
          const seconds = Math.ceil(ttl / 1_000);
          return new Refusal(
            "RATE_LIMIT_EXCEEDED",
            `Too many requests. Try again in ${seconds} seconds.`,
          );
        },
      });
    }
    contractRoutes(scope, { contract, store, handlers, clock, recognise });
    scope.setNotFoundHandler(
      { preHandler: perMinute > 0 ? scope.rateLimit() : [] },
      async (request, reply) => {
        await recognise(request);
        return answer(new Refusal("NOT_FOUND", "There is no such path."), request, reply);
      },
    );
  });
  return app;
}

/** A header that was sent once. */
export function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** Every header that the contract documents, so that a page of another origin may read it. */
function exposedHeaders(contract: Contract): string[] {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "headers" && typeof value === "object" && value !== null) {
        for (const name of Object.keys(value)) names.add(name.toLowerCase());
      }
      walk(value);
    }
  };
  walk(contract.at("components", "responses"));
  walk(contract.at("paths"));
  return [...names];
}
