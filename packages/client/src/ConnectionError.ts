/** Where and why a call got no answer. */
export interface ConnectionFailure {
  readonly method: string;
  readonly path: string;
  /** What `fetch` threw. */
  readonly cause: unknown;
}

/**
 * The API gave no answer, or broke off in the middle of it; whether it acted on the request is
 * unknown. `cause` is what `fetch` threw.
 */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError" as const;
  readonly method: string;
  /** The path template of the operation, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;

  constructor({ method, path, cause }: ConnectionFailure) {
    super(`${method} ${path} got no complete answer. Check the network and baseUrl; see cause.`, {
      cause,
    });
    this.method = method;
    this.path = path;
  }

  /** What is safe and useful to log. */
  toJSON() {
    const { name, message, method, path } = this;
    return { name, message, method, path };
  }
}
