import { isRecord } from "../../scripts/isRecord.ts";
import { byText, type Json } from "./json.ts";
import { resolve } from "./resolve.ts";

/** A schema's own members in one way: a type with every set, a constant as a set of one, null as a type. */
export function plainSchema(schema: Json, document: Json): Json {
  const said = withNull(withSet(schema), document);
  const { type } = said;
  return Array.isArray(type) && type.length === 1 ? { ...said, type: type[0] } : said;
}

/** A value that is compared as one, as Redocly looks into no objects that are values. */
export const plainValue = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? JSON.stringify(sorted(value)) : value;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    sorted(member),
  ]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function withSet(schema: Json): Json {
  const { const: only, ...rest } = schema;
  const said = "const" in schema && !("enum" in schema) ? { ...rest, enum: [only] } : schema;
  const values: unknown = said["enum"];
  if (!Array.isArray(values) || isRecord(said["type"])) return said;
  const known = said["type"] === undefined ? undefined : [said["type"]].flat();
  const kinds = known?.filter((type) => values.some((value) => isOf(value, type)));
  const types = kinds ?? [...new Set(values.map(typeOf))];
  return types.length === 0 ? said : { ...said, type: types.toSorted(byText) };
}

const isOf = (value: unknown, type: unknown): boolean =>
  typeOf(value) === type || (type === "number" && typeof value === "number");

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** What cannot be said of null and another type at once, or is written in several ways. */
const APART = ["enum", "const", "properties", "allOf", "anyOf", "oneOf"];

function withNull(said: Json, document: Json): Json {
  for (const keyword of ["oneOf", "anyOf"]) {
    const kinds: unknown = said[keyword];
    if (!Array.isArray(kinds) || kinds.length !== 2) continue;
    const other = resolve(
      kinds.find((kind) => !isNull(kind)),
      document,
    );
    if (!kinds.some(isNull) || !isRecord(other) || typeof other["type"] !== "string") continue;
    if (APART.some((key) => key in other)) continue;
    const { [keyword]: _kinds, ...outside } = said;
    return { ...other, ...outside, type: [other["type"], "null"].toSorted(byText) };
  }
  return said;
}

/** Whether a schema takes null and nothing else. */
export const isNull = (schema: unknown): boolean => isRecord(schema) && schema["type"] === "null";
