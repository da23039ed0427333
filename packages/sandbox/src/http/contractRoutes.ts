import { setTimeout as wait } from "node:timers/promises";
import type { KnownErrorCode } from "@ev-charger/types";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Contract } from "../contract/Contract.ts";
import type { Json } from "../contract/Json.ts";
import type { Operation, Parameter } from "../contract/Operation.ts";
import { serializable } from "../contract/serializable.ts";
import type { Store } from "../database/Store.ts";
import type { Context, Handlers } from "../handlers/Handler.ts";
import { authenticate, authorize } from "./authenticate.ts";
import { headerOf } from "./headerOf.ts";
import { success } from "./envelope.ts";
import { type Fault, FAULT_HEADER, readFault } from "./Fault.ts";
import { NOW_HEADER, readNow } from "./readNow.ts";
import { checkEscapes, checkTexts, queryReader } from "./readRequest.ts";
import { Refusal } from "./Refusal.ts";
import { type BreakOff, breaks } from "./breakOff.ts";

export interface RouteParts {
  readonly contract: Contract;
  readonly store: Store;
  readonly handlers: Handlers;
  readonly breakOff: BreakOff;
}

type AnyHandler = (request: object, context: Context) => Promise<unknown>;

/**
 * Adds a route for every operation of the contract, and 405 for the other methods of its paths.
 *
 * @throws Error naming the operations that have no handler.
 */
export function contractRoutes(app: FastifyInstance, parts: RouteParts): void {
  const { contract, handlers } = parts;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each gets what the contract let through
  const known = new Map(Object.entries(handlers as Readonly<Record<string, unknown>>)) as Map<
    string,
    AnyHandler
  >;
  const missing = contract.operations.filter(({ operationId }) => !known.has(operationId));
  if (missing.length > 0) {
    const names = missing.map(({ operationId }) => operationId).join(", ");
    throw new Error(
      `The sandbox has no handler for ${names}. Write one in packages/sandbox/src/handlers, and name it in index.ts.`,
    );
  }
  for (const operation of contract.operations) {
    const handler = known.get(operation.operationId);
    if (handler !== undefined) addRoute(app, operation, handler, parts);
  }
  for (const path of new Set(contract.operations.map((operation) => operation.path))) {
    refuseOtherMethods(app, path, parts);
  }
}

function addRoute(
  app: FastifyInstance,
  operation: Operation,
  handler: AnyHandler,
  parts: RouteParts,
): void {
  const { contract, store, breakOff } = parts;
  const { method, path, parameters, body, success: status, enveloped, answers, sunset } = operation;
  const readQuery = queryReader(contract, parameters);
  const allow = methodsOf(contract, path).join(", ");
  const route = (scope: FastifyInstance): void => {
    scope.route({
      method,
      url: templateOf(path),
      config: { operation },
      schema: {
        params: schemaOf(parameters, "path"),
        querystring: schemaOf(parameters, "query"),
        headers: schemaOf(parameters, "header"),
        ...(body && { body }),
        response: Object.fromEntries(
          [...answers].map(([code, schema]) => [code, serializable(contract, schema)]),
        ),
      },
      // No `Deprecation` beside it: since when, the contract does not say.
      onRequest: async (_, reply) => {
        if (sunset !== undefined) void reply.header("sunset", sunset);
      },
      preParsing: async (request) => identify(request, operation, parts),
      preValidation: async (request) => {
        checkEscapes(request.url);
        const query = readQuery(objectOf(request.query));
        checkTexts("path", request.params);
        checkTexts("query", query);
        if (body !== undefined) checkTexts("body", request.body);
        request.query = query;
      },
      preHandler: async (request, reply) => {
        const { state } = request;
        const { fault } = state;
        if (fault?.latency !== undefined) await wait(fault.latency, undefined, { ref: false });
        state.now = state.time();
        if (fault?.reset === "before") breakOff(reply, fault);
        else if (fault?.code !== undefined) throw refused(fault.code, fault, operation, allow);
      },
      handler: async (request, reply) => {
        const { caller, now, time, fault } = request.state;
        if (caller === undefined)
          throw new Error("A request came to its handler without a caller.");
        const data = await handler(
          {
            path: request.params,
            query: request.query,
            header: request.headers,
            body: request.body,
          },
          { store, caller, now, time },
        );
        reply.code(status);
        const envelope = enveloped ? success(request, caller.environment, data) : undefined;
        if (fault && breaks(fault)) breakOff(reply, fault, envelope);
        return envelope;
      },
    });
  };
  if (body !== undefined) route(app);
  // A body that nobody asked for is passed by, whatever it is.
  else {
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", (_, payload, done) => {
        payload.resume();
        done(null);
      });
      route(scope);
    });
  }
}

/** Who sends the request, what time it is for it, and what is to go wrong with it. */
async function identify(
  request: FastifyRequest,
  { method, codes }: Operation,
  { contract: { keyHeader } }: RouteParts,
): Promise<void> {
  const { state } = request;
  const { caller, row } = await authenticate(state, keyHeader);
  state.caller = caller;
  const now = headerOf(request, NOW_HEADER);
  const fault = headerOf(request, FAULT_HEADER);
  const mayAsk = caller.environment === "sandbox";
  if (now !== undefined && mayAsk) {
    const pinned = readNow(now, state.now);
    state.now = pinned;
    state.time = () => pinned;
  }
  authorize(caller, row, { now: state.now, writes: method !== "GET" && method !== "HEAD" });
  if (now === undefined && fault === undefined) return;
  if (!mayAsk) {
    const header = now === undefined ? FAULT_HEADER : NOW_HEADER;
    throw new Refusal("INSUFFICIENT_PERMISSIONS", `Only a sandbox key may send ${header}.`);
  }
  if (fault !== undefined) state.fault = readFault(fault, codes.keys());
}

/** What a request asked to be refused with, and what the contract wants of such an answer. */
function refused(
  code: string,
  { retryAfter }: Fault,
  operation: Operation,
  allow: string,
): Refusal {
  const seconds = retryAfter ?? (code === "RATE_LIMIT_EXCEEDED" ? 1 : undefined);
  const headers = {
    ...(seconds !== undefined && { "retry-after": String(seconds) }),
    ...(code === "METHOD_NOT_ALLOWED" && { allow }),
  };
  const details = operation.details.get(code);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is one that the operation documents
  return new Refusal(code as KnownErrorCode, `The request asked for ${code}.`, {
    headers,
    ...(details && { details }),
  });
}

function refuseOtherMethods(app: FastifyInstance, path: string, { contract }: RouteParts): void {
  const allowed = methodsOf(contract, path);
  const operation = contract.operations.find((one) => one.path === path);
  const answered = new Set([...allowed, allowed.includes("GET") ? "HEAD" : "", "OPTIONS"]);
  const others = app.supportedMethods.filter((method) => !answered.has(method));
  app.route({
    method: others,
    url: templateOf(path),
    config: operation ? { operation } : {},
    // Before the body is looked at, which no operation wants.
    preParsing: async (request, reply) => {
      void reply.header("allow", allowed.join(", "));
      const message = `${request.method} is not a method of this path. It has ${allowed.join(", ")}.`;
      throw new Refusal("METHOD_NOT_ALLOWED", message);
    },
    handler: () => undefined,
  });
}

const methodsOf = ({ operations }: Contract, path: string): string[] =>
  operations.filter((operation) => operation.path === path).map(({ method }) => method);

/** `/things/{thingId}` as the framework writes it. */
const templateOf = (path: string): string => path.replaceAll(/\{([^}]+)\}/g, ":$1");

function schemaOf(parameters: readonly Parameter[], where: Parameter["in"]): Json {
  const some = parameters.filter((parameter) => parameter.in === where);
  return {
    type: "object",
    required: some.filter(({ required }) => required).map(({ name }) => nameOf(name, where)),
    properties: Object.fromEntries(some.map(({ name, schema }) => [nameOf(name, where), schema])),
  };
}

/** Node writes the names of headers in lower case. */
const nameOf = (name: string, where: Parameter["in"]): string =>
  where === "header" ? name.toLowerCase() : name;

const objectOf = (value: unknown): Json =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has no array, nor anything but texts
  typeof value === "object" && value !== null ? (value as Json) : {};
