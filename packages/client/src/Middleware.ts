import type { OperationDefinition } from "./OperationDefinition.ts";
import type { OperationId } from "./OperationTypes.ts";

/**
 * Code around the calls of a client. Each function has to call `next()`, or answer in its place; what
 * it throws rejects the call as it is. (An error of this client that `attempt` throws counts as the
 * attempt's own, and may be tried again.)
 *
 * @example
 * const timing: Middleware = {
 *   async call({ operationId }, next) {
 *     const started = performance.now();
 *     try {
 *       return await next();
 *     } finally {
 *       record(operationId, performance.now() - started);
 *     }
 *   },
 * };
 */
export interface Middleware {
  /**
   * Around a whole call, its retries and their waits included. `next()` resolves when the API
   * answered, be it with an error; it rejects when there was no answer of the API.
   */
  readonly call?: (context: CallContext, next: () => Promise<CallResult>) => Promise<CallResult>;
  /** Around one attempt, up to the answer's headers. `next()` resolves to the answer, its body unread. */
  readonly attempt?: (context: AttemptContext, next: () => Promise<Response>) => Promise<Response>;
}

/** A call, as its caller made it. */
export interface CallContext {
  readonly operationId: OperationId;
  readonly method: OperationDefinition["method"];
  /** The path template, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  readonly request: CallRequest;
}

/** What the caller passed. */
export interface CallRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** One attempt of a call. */
export interface AttemptContext extends CallContext {
  readonly url: string;
  /** May be changed. The API key is not among them: it is added afterwards. */
  readonly headers: Headers;
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborts when the attempt's time is over, or the caller aborts. */
  readonly signal: AbortSignal;
}

/** An answer of the API, be it an error. */
export interface CallResult {
  readonly status: number;
  /** The whole body, parsed, the envelope included; undefined when it is empty. */
  readonly body: unknown;
  /** Its body has been read already. */
  readonly response: Response;
  /** How many requests were made. */
  readonly attempts: number;
  /** What the API's support asks for. */
  readonly requestId: string | undefined;
  /** How long the API asks to wait before the next request, in milliseconds, if it does. */
  readonly retryAfter: number | undefined;
}
