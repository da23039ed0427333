import { defined } from "./defined.ts";

/** What an error is told; what is missing stays undefined. */
export interface ErrorInfo {
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly details?: unknown;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly attempts?: number | undefined;
  readonly cause?: unknown;
  /** In milliseconds. */
  readonly retryAfter?: number | undefined;
  /** Of an `InvalidResponseError`, and of an answer in the API's place. */
  readonly snippet?: string | undefined;
  /** Of a `ConfigurationError`. */
  readonly option?: string | undefined;
}

/**
 * What every error of this client is. The API key is in none of its properties, nor in `message`,
 * `stack` or `cause`: it is safe to log.
 */
export abstract class EvChargerError extends Error {
  /** The name of the class, to tell them apart without `instanceof`. */
  abstract override readonly name: string;
  /** Stable and made for programs: the API's own, or one of this client's. */
  declare readonly code: string;
  /** The HTTP status; undefined when there was no answer. */
  declare readonly status: number | undefined;
  /** What the API's support asks for. */
  declare readonly requestId: string | undefined;
  /** More about the error; `isApiError(error, code)` knows its shape. */
  declare readonly details: unknown;
  /** The HTTP method of the operation. */
  declare readonly method: string | undefined;
  /** The path template of the operation, e.g. `/ev-charger/{deviceId}`. */
  declare readonly path: string | undefined;
  /** How many requests were made; 0 when the call failed before the first. */
  declare readonly attempts: number;
  /** How long the API asks to wait before the next request, in milliseconds, if it does. */
  declare readonly retryAfter: number | undefined;

  /** @param message What happened; method and path, where they are known, are put before it. */
  constructor(message: string, { cause, ...info }: ErrorInfo = {}) {
    const { method, path } = info;
    super(path === undefined ? message : `${method} ${path} ${message}`);
    Object.assign(this, { attempts: 0 }, defined(info));
    if (cause !== undefined) Object.defineProperty(this, "cause", { value: cause });
  }

  /** For the guards: what kind of error it is, the same in every copy of this package. */
  get "~kind"(): string {
    return "other";
  }

  /** What is safe and useful to log. */
  toJSON(): object {
    return Object.assign({}, this, { message: this.message });
  }
}

/** Whether this client threw it, be it another copy of the package, where `instanceof` fails. */
export function isEvChargerError(error: unknown): error is EvChargerError {
  return kindOf(error) !== undefined;
}

/** "api" for an `ApiError`, "other" for any other error of this client, else undefined. */
export function kindOf(error: unknown): unknown {
  return propertyOf(error, "~kind");
}

/** A property of anything that was thrown. Errors of another realm are no `instanceof Error`. */
export function propertyOf(thrown: unknown, name: string): unknown {
  return typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined;
}
