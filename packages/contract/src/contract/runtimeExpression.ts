import type { Link } from "./Contract.ts";
import { at } from "./pointer.ts";

/** What a runtime expression of a link can speak of: one request, and its answer. */
export interface Spoken {
  readonly request: {
    readonly path: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
    readonly header: Readonly<Record<string, unknown>>;
    readonly body: { readonly value?: unknown } | undefined;
  };
  /** The parsed body of the answer. */
  readonly json: unknown;
}

/** Whether a link leads anywhere: everything that it is bound to (`x-when`) is so. */
export const holds = ({ when }: Link, spoken: Spoken): boolean =>
  when.every(({ expression, value }) => evaluate(expression, spoken) === value);

/**
 * What a runtime expression of a link gives, such as `$response.body#/data/id`. Anything else is
 * the value itself; undefined when the expression finds nothing.
 */
export function evaluate(expression: unknown, { request, json }: Spoken): unknown {
  if (typeof expression !== "string" || !expression.startsWith("$")) return expression;
  const [, pointer] = /^\$(?:request|response)\.body(?:#(.*))?$/.exec(expression) ?? [];
  if (expression.startsWith("$response.body")) return at(json, pointer ?? "");
  if (expression.startsWith("$request.body")) return at(request.body?.value, pointer ?? "");
  const [, where, name = ""] = /^\$request\.(path|query|header)\.(.+)$/.exec(expression) ?? [];
  if (where !== "path" && where !== "query" && where !== "header") return undefined;
  return request[where][name];
}
