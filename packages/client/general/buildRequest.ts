import { serializePrimitiveParam } from "openapi-fetch";
import { refusal } from "../src/ConfigurationError.ts";
import { isRecord } from "../src/isRecord.ts";
import type { CallContext } from "../src/Middleware.ts";
import { serializePath } from "../src/serializePath.ts";
import type { Settings } from "../src/settings.ts";
import { textOf } from "../src/textOf.ts";
import type { QueryStyle } from "./WireDefinition.ts";
import { wire } from "./wireTables.ts";

/** A request, ready to be sent more than once. */
export interface BuiltRequest {
  readonly url: string;
  readonly body: string | null;
  /** By their names in lower case, without the API key. */
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_TYPE = "application/json";

/** The parameters that have a value. */
function given(values: Readonly<Record<string, unknown>>): [name: string, value: unknown][] {
  return Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
}

/** One parameter, as often as it is repeated. */
function pairsOf(name: string, value: unknown, style: QueryStyle | undefined): string[] {
  const encoded = encodeURIComponent(name);
  const pair = (one: unknown): string => serializePrimitiveParam(encoded, textOf(one));
  if (style === "json") return [pair(JSON.stringify(value))];
  if (style === "deepObject") {
    if (!isRecord(value)) throw new TypeError("no object");
    return given(value).map(([key, one]) =>
      serializePrimitiveParam(`${encoded}[${encodeURIComponent(key)}]`, textOf(one)),
    );
  }
  if (!Array.isArray(value)) return [pair(value)];
  if (style === undefined) return value.map(pair);
  const values = value.map((one) => encodeURIComponent(textOf(one)));
  // Whoever reads them would take such a value for two.
  if (values.some((one) => one.includes(style))) throw new TypeError("a separator in a value");
  return values.length === 0 ? [] : [`${encoded}=${values.join(style)}`];
}

/**
 * Writes a request as the contract wants it: the styles of its parameters, and its media types.
 *
 * @throws ConfigurationError naming what of the request cannot be sent.
 */
export function buildRequest(
  { method, path, request }: CallContext,
  baseUrl: string,
  settings: Settings,
): BuiltRequest {
  const { accept, contentType = JSON_TYPE, query = {} } = wire[`${method} ${path}`] ?? {};
  const styleOf = (name: string): QueryStyle | undefined =>
    Object.hasOwn(query, name) ? query[name] : undefined;
  const search = attempt("query", () =>
    given(request.query)
      .flatMap(([name, value]) => pairsOf(name, value, styleOf(name)))
      .join("&"),
  );
  const url = baseUrl + serializePath(path, request.path) + (search && `?${search}`);
  const body =
    request.body === undefined ? null : attempt("body", () => JSON.stringify(request.body));
  const headers: Record<string, string> = { ...settings.headers };
  // Unless the caller asked for another.
  if (accept !== undefined && headers["accept"] === JSON_TYPE) headers["accept"] = accept;
  if (body !== null) headers["content-type"] = contentType;
  for (const [name, value] of given(request.header)) {
    attempt("header", () => {
      const text = [value].flat().map(textOf).join(",");
      new Headers([[name, text]]).forEach((one, lower) => (headers[lower] = one));
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
