import { serializePrimitiveParam } from "openapi-fetch";
import { refusal } from "./ConfigurationError.ts";
import type { CallContext } from "./Middleware.ts";
import { serializePath } from "./serializePath.ts";
import type { Settings } from "./settings.ts";
import { textOf } from "./textOf.ts";

/** A request, ready to be sent more than once. */
export interface BuiltRequest {
  readonly url: string;
  readonly body: string | null;
  /** By their names in lower case, without the API key. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A parameter with several values is repeated, as the contract has it: `style: form`, `explode`. */
function querySerializer(query: Readonly<Record<string, unknown>>): string {
  const pairs: string[] = [];
  for (const [name, value] of given(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      pairs.push(serializePrimitiveParam(encodeURIComponent(name), textOf(one)));
    }
  }
  return pairs.join("&");
}

/** The parameters that have a value. */
function given(values: Readonly<Record<string, unknown>>): [name: string, value: unknown][] {
  return Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
}

/**
 * The only place that knows openapi-fetch: it writes the parameters of the query. Those of the path are
 * ours, as no value may lead to another endpoint.
 *
 * @throws ConfigurationError naming what of the request cannot be sent.
 */
export function buildRequest(
  { path, request }: CallContext,
  baseUrl: string,
  settings: Settings,
): BuiltRequest {
  const { query, header } = request;
  const search = attempt("query", () => querySerializer(query));
  const url = baseUrl + serializePath(path, request.path) + (search && `?${search}`);
  const body =
    request.body === undefined ? null : attempt("body", () => JSON.stringify(request.body));
  const headers: Record<string, string> = { ...settings.headers };
  if (body !== null) headers["content-type"] = "application/json";
  for (const [name, value] of given(header)) {
    attempt("header", () => {
      new Headers([[name, textOf(value)]]).forEach((text, lower) => (headers[lower] = text));
    });
  }
  return { url, body, headers };
}

function attempt<Result>(option: string, build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    // A header's value may be a secret, and the error that is dropped here shows it.
    const cause = option === "header" ? undefined : error;
    throw refusal(option, "cannot be sent. Pass what the operation documents.", cause);
  }
}
