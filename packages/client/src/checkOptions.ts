import { ConfigurationError } from "./ConfigurationError.ts";
import type { TransportOptions } from "./transport.ts";

/** What `createClient` takes. */
export interface ClientOptions {
  /** The API key. It may be undefined for `process.env.…`, but then `createClient` throws. */
  readonly apiKey: string | undefined;
  /** Where the API is, with or without a path and a slash at its end. Default: the contract's first server. */
  readonly baseUrl?: string | undefined;
  /** What to call in place of the global `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Sent with every request. The API key cannot be replaced. */
  readonly headers?: NonNullable<RequestInit["headers"]> | undefined;
}

/**
 * Fills in the defaults.
 *
 * @throws ConfigurationError for an option that cannot work; it never shows the option's value, which
 *   may be a secret.
 */
export function checkOptions(
  options: ClientOptions | undefined,
  { apiKeyHeader, baseUrl }: Pick<TransportOptions, "apiKeyHeader" | "baseUrl">,
): TransportOptions {
  const given: Partial<ClientOptions> = options ?? {};
  const apiKey = checkApiKey(given.apiKey, apiKeyHeader);
  const headers = checkHeaders(given.headers);
  if (!headers.has("accept")) headers.set("accept", "application/json");
  return {
    apiKey,
    apiKeyHeader,
    baseUrl: checkBaseUrl(given.baseUrl ?? baseUrl),
    headers,
    fetch: checkFetch(given.fetch),
  };
}

function checkApiKey(apiKey: unknown, header: string): string {
  if (typeof apiKey !== "string" || apiKey.trim() === "") {
    throw new ConfigurationError(
      "apiKey",
      "missing or empty. Pass your key: createClient({ apiKey: process.env.… }).",
    );
  }
  try {
    return new Headers({ [header]: apiKey }).get(header) ?? apiKey;
  } catch {
    // The error that is dropped here shows the key.
    throw new ConfigurationError(
      "apiKey",
      "has characters that no header can carry. Copy it anew.",
    );
  }
}

function checkBaseUrl(baseUrl: unknown): string {
  const url = typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new ConfigurationError(
      "baseUrl",
      `not an absolute http(s) URL. Pass one such as "http://127.0.0.1:4010".`,
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError(
      "baseUrl",
      "has a user, password, query or fragment. Pass scheme, host and path only.",
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function checkFetch(fetch: ClientOptions["fetch"]): TransportOptions["fetch"] {
  // The global one is looked up at each call, so that a test may replace it afterwards.
  if (fetch === undefined) return (request) => globalThis.fetch(request);
  if (typeof fetch === "function") return fetch;
  throw new ConfigurationError("fetch", "not a function. Pass one, or leave it out.");
}

function checkHeaders(headers: ClientOptions["headers"]): Headers {
  try {
    return new Headers(headers);
  } catch {
    // The error that is dropped here shows a header's value, which may be a secret.
    throw new ConfigurationError(
      "headers",
      "not valid HTTP headers. Pass names with string values.",
    );
  }
}
