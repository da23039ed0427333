import type { Logger } from "./Logger.ts";
import type { Middleware } from "./Middleware.ts";

/** What may be set for one call; set for the client, it is the default of each call. */
export interface CallOptions {
  /** Aborts the call; it then rejects with an `AbortError`. A client's and a call's are both heeded. */
  readonly signal?: AbortSignal | undefined;
  /** For each attempt: connecting, headers and body, in milliseconds. Default: 30,000. */
  readonly timeout?: number | undefined;
  /** For the whole call with its retries and their waits, in milliseconds. Default: 120,000. */
  readonly totalTimeout?: number | undefined;
  /**
   * How often to try again at most. Default: 2. What changes nothing when it is repeated (all but POST
   * and PATCH) is tried again after 408, 429, 5xx, a timeout and a failed connection; POST and PATCH
   * only after 429, and when they surely never reached the server.
   */
  readonly retries?: number | undefined;
  /** A call's are sent over those of the client. The API key cannot be replaced. */
  readonly headers?: NonNullable<RequestInit["headers"]> | undefined;
  /** Called in place of the global `fetch`, which is looked up at each attempt. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Told of each attempt and each retry, never of the API key or a body. */
  readonly logger?: Logger | undefined;
  /** Code around the call; a call's comes inside of the client's. */
  readonly middleware?: readonly Middleware[] | undefined;
}

/** What `createClient` takes. */
export interface ClientOptions extends CallOptions {
  /**
   * The API key, or a function that is asked for it before each attempt. Default: the environment's
   * `AMPS_API_KEY`.
   */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * Where the API is, with or without a path and a slash at its end. Default: the environment's
   * `AMPS_BASE_URL`, or else the contract's first server.
   */
  readonly baseUrl?: string | undefined;
  /** Allows to run in a browser, where everyone who opens the page can read the API key. */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
  /** Allows `http:` to other hosts than this one, where everyone on the way can read the API key. */
  readonly dangerouslyAllowHttp?: boolean | undefined;
}
