/** An answer that is not the API's. */
export interface InvalidAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** What is wrong with the answer, as the end of a sentence. */
  readonly problem: string;
  /** The body as far as it could be read; only its beginning is kept. */
  readonly body: string;
}

const SNIPPET_LENGTH = 200;

/**
 * Something answered, but not as the API does: a proxy's HTML page, a redirect, a body that is not
 * JSON. `status` is the HTTP status, `snippet` the beginning of the body.
 */
export class InvalidResponseError extends Error {
  override readonly name = "InvalidResponseError" as const;
  readonly method: string;
  /** The path template of the operation, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  /** The HTTP status; 0 for a redirect in a browser, which hides it. */
  readonly status: number;
  /** At most 200 characters of the body. */
  readonly snippet: string;

  constructor({ method, path, status, problem, body }: InvalidAnswer) {
    const snippet = body.slice(0, SNIPPET_LENGTH);
    super(`${method} ${path} answered ${status} with ${problem}${snippet && `: ${snippet}`}`);
    this.method = method;
    this.path = path;
    this.status = status;
    this.snippet = snippet;
  }

  /** What is safe and useful to log. */
  toJSON() {
    const { name, message, method, path, status, snippet } = this;
    return { name, message, method, path, status, snippet };
  }
}
