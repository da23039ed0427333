import { METHODS } from "node:http";
import type { Socket } from "node:net";
import cors from "@fastify/cors";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Redis } from "ioredis";
import type { Contract } from "../contract/Contract.ts";
import type { Json } from "../contract/Json.ts";
import { compilerFor } from "../contract/validators.ts";
import { isUnavailable } from "../database/isUnavailable.ts";
import type { Store } from "../database/Store.ts";
import type { Clock } from "../domain/Clock.ts";
import { newId } from "../domain/newId.ts";
import { handlers } from "../handlers/index.ts";
import { answerBrokenRequest, NO_PROXY } from "./answerBrokenRequest.ts";
import { Connections } from "./Connections.ts";
import { contractRoutes } from "./contractRoutes.ts";
import { breakOff, type BreakOff, breaks } from "./breakOff.ts";
import { failure } from "./envelope.ts";
import { digestOf } from "./keys.ts";
import { exposedHeaders } from "./exposedHeaders.ts";
import { headerOf } from "./headerOf.ts";
import { logAnswer, loggedError } from "./logAnswer.ts";
import { operationalRoutes } from "./operationalRoutes.ts";
import { passBy } from "./passBy.ts";
import { invalid, Refusal } from "./Refusal.ts";
import { refusalOf } from "./refusalOf.ts";
import { authenticate, knownKey } from "./authenticate.ts";
import type { RequestState } from "./RequestState.ts";

/** How large a body may be, in bytes. */
const BODY_LIMIT = 64 * 1_024;
/** How large the request line and the headers may be together, in bytes. */
const HEAD_LIMIT = 16 * 1_024;
/** How long a client may take, in ms. */
export interface Patience {
  /** To send the head of a request. */
  readonly head: number;
  /** To send the whole of it. */
  readonly request: number;
  /** Between any two bytes, either way. */
  readonly idle: number;
  /** How often the first two are looked at. */
  readonly interval: number;
}

const PATIENCE: Patience = { head: 10_000, request: 20_000, idle: 30_000, interval: 1_000 };

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
  /** Default: 10 s for a head, 20 s for a request, 30 s of silence. */
  readonly patience?: Patience;
}

/** Builds the HTTP server from the contract; it does not listen yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { contract, store, clock, perMinute, redis, logLevel, patience = PATIENCE } = parts;
  const exposed = exposedHeaders(contract);
  const app = Fastify({
    logger:
      logLevel === undefined
        ? false
        : { level: logLevel, base: {}, serializers: { err: loggedError } },
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "requestId",
    }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: patience.request,
    connectionTimeout: patience.idle,
    http: {
      maxHeaderSize: HEAD_LIMIT,
      headersTimeout: patience.head,
      connectionsCheckingInterval: patience.interval,
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: HEAD_LIMIT },
    genReqId: () => newId("req"),
    // A request that was accepted is finished; new ones do not reach a server that stops.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    clientErrorHandler: (error, socket) => {
      // What came before it on the connection is answered first, lest this be taken for that answer.
      connections.whenAnswered(socket, () => answerBrokenRequest(error, socket, clock.now()));
    },
    frameworkErrors: (error, request, reply) => {
      begin(request);
      // No hook and no plugin comes by here.
      void reply.headers({
        "access-control-allow-origin": "*",
        "access-control-expose-headers": exposed.join(", "),
      });
      reply.raw.once("finish", () => log(request, reply));
      void answer(error, request, reply);
    },
  });
  const connections = new Connections(app.server);
  app.addHook("preClose", async () => connections.drain(patience.request));
  // What a client expects beyond the contract is passed by, as HTTP allows.
  app.server.on("checkExpectation", (request, answered) => {
    app.server.emit("request", request, answered);
  });
  app.server.on("connect", (_, socket: Socket) => {
    answerBrokenRequest(Object.assign(new Error(), { code: NO_PROXY }), socket, clock.now());
  });
  const begin = (request: FastifyRequest): void => {
    const startedAt = performance.now();
    const now = clock.now();
    const key = headerOf(request, contract.keyHeader);
    const digest = key === undefined || key === "" ? undefined : digestOf(key);
    const time = (): number => clock.now();
    let found: ReturnType<RequestState["findKey"]> | undefined;
    const state: RequestState = {
      startedAt,
      digest,
      findKey: (own) => (found ??= knownKey(store, own)),
      now,
      time,
      caller: undefined,
      fault: undefined,
    };
    request.state = state;
  };
  const statuses = new Map(contract.operations.flatMap(({ codes }) => [...codes]));

  function log(request: FastifyRequest, reply: FastifyReply, brokenOff = false): void {
    const key = headerOf(request, contract.keyHeader);
    if (logLevel !== undefined) logAnswer(request, reply, { key, brokenOff });
  }

  /** Answers with an error of the API; the operation, if any, says which status its code has. */
  async function answer(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const refusal = refusalOf(error);
    const { operation } = request.routeOptions?.config ?? {};
    const status = operation?.codes.get(refusal.code) ?? statuses.get(refusal.code) ?? 500;
    // What is refused before anybody looked at the key still says to whom.
    if (request.state.caller === undefined && status < 500 && status !== 401)
      await recognise(request);
    const { fault } = request.state;
    if (status >= 500) request.log.error({ err: refusal.cause ?? refusal });
    if (refusal.code === "PAYLOAD_TOO_LARGE") await passBy(request.raw);
    const body = failure(request, refusal);
    void reply.code(status).headers(refusal.headers);
    if (fault === undefined || !breaks(fault)) return reply.send(body);
    breaker(reply, fault, body);
    return reply;
  }

  /** Notes who sends a request that is refused, as far as that can be known. */
  async function recognise(request: FastifyRequest): Promise<void> {
    const { state } = request;
    const found = await authenticate(state, contract.keyHeader).catch((error: unknown) => {
      if (error instanceof Refusal) return;
      request.log.warn({ err: error });
    });
    state.caller = found?.caller;
  }

  /** Whom a request counts for: its key, which may be a known one while the database is away. */
  async function countedFor({ state: { digest, findKey }, ip }: FastifyRequest): Promise<string> {
    // Who guesses keys is counted by address: each guess would begin a count of its own.
    const unknown = `address ${ip}`;
    if (digest === undefined) return unknown;
    try {
      return (await findKey(digest)) === null ? unknown : digest;
    } catch (error) {
      if (isUnavailable(error)) return digest;
      throw error;
    }
  }

  for (const method of METHODS)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  app.decorateRequest("state");
  app.setErrorHandler(answer);
  const compile = compilerFor(contract);
  app.setValidatorCompiler<Json>(({ schema }) => compile(schema));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string" },
    app.getDefaultJsonParser("error", "error"),
  );
  app.addHook("onRequest", (request, _, done) => {
    begin(request);
    const { headers, raw } = request;
    const isWhole = headers.host !== undefined || raw.httpVersion !== "1.1";
    if (isWhole) done();
    else done(invalid([{ in: "header", field: "host", message: "is missing" }]));
  });
  if (logLevel !== undefined) {
    app.addHook("onResponse", async (request, reply) => log(request, reply));
  }
  /** The framework takes no notice of the end of such an answer. */
  const breaker: BreakOff = (reply, fault, body) => {
    breakOff(reply, fault, body);
    log(reply.request, reply, true);
  };

  operationalRoutes(app, parts);
  await app.register(async (scope) => {
    await scope.register(cors, {
      strictPreflight: false,
      methods: [...new Set(contract.operations.map(({ method }) => method))],
      exposedHeaders: exposed,
      maxAge: 600,
    });
    if (perMinute > 0) {
      await scope.register(rateLimit, {
        max: perMinute,
        timeWindow: 60_000,
        hook: "onRequest",
        keyGenerator: countedFor,
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
    contractRoutes(scope, { contract, store, handlers, breakOff: breaker });
    refuseOtherPaths(scope);
  });
  return app;
}

/** A route and not the framework's handler, so that it is counted, and before its body is looked at. */
function refuseOtherPaths(app: FastifyInstance): void {
  const refuse = async (): Promise<never> => {
    throw new Refusal("NOT_FOUND", "There is no such path.");
  };
  // OPTIONS belongs to the plugin for CORS, HEAD goes with GET.
  const method = app.supportedMethods.filter((one) => one !== "OPTIONS" && one !== "HEAD");
  app.route({ method, url: "*", preParsing: refuse, handler: refuse });
  app.setNotFoundHandler(refuse);
}
