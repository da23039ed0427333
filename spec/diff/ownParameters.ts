import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./json.ts";
import { resolve } from "./resolve.ts";

/** The members of a path that are operations. */
export const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
];

/** A contract in which every path is written in place, and its parameters with each operation. */
export function withOwnParameters(document: Json): Json {
  const paths = isRecord(document["paths"]) ? document["paths"] : {};
  const each = Object.entries(paths).map(([path, value]): [string, unknown] => {
    const target = resolve(value, document);
    if (!isRecord(target) || !isRecord(value)) return [path, value];
    const { $ref: _reference, ...beside } = value;
    const { parameters: shared, ...rest } = { ...target, ...beside };
    if (!Array.isArray(shared)) return [path, rest];
    const operations = Object.entries(rest).map(([method, operation]): [string, unknown] =>
      METHODS.includes(method) && isRecord(operation)
        ? [method, { ...operation, parameters: joined(operation["parameters"], shared, document) }]
        : [method, operation],
    );
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(each) };
}

/** What an operation says of a parameter outranks what its path says. */
function joined(own: unknown, shared: readonly unknown[], document: Json): readonly unknown[] {
  const mine: readonly unknown[] = Array.isArray(own) ? own : [];
  const nameOf = (parameter: unknown): string => {
    const found = resolve(parameter, document);
    return isRecord(found) ? `${String(found["in"])} ${String(found["name"])}` : "";
  };
  const names = new Set(mine.map(nameOf));
  return [...mine, ...shared.filter((parameter) => !names.has(nameOf(parameter)))];
}

const SCALAR = /^(?:boolean|integer|number|string)$/u;

/** A parameter says how it is written, even where the answer is the usual one, or makes no difference. */
export function styled(node: Json, document: Json): Json {
  const { in: where, schema, style } = node;
  if (typeof where !== "string" || schema === undefined) return node;
  const usual = where === "query" || where === "cookie" ? "form" : "simple";
  const found = resolve(schema, document);
  const type = isRecord(found) ? String(found["type"]) : "";
  const isAlike = SCALAR.test(type) || ((style ?? usual) === "simple" && type === "array");
  const explode = isAlike ? undefined : node["explode"];
  return {
    ...node,
    style: style ?? usual,
    explode: explode ?? (style ?? usual) === "form",
  };
}
