import { isRecord } from "../../../scripts/isRecord.ts";
import { type Json, resolve as resolveIn } from "./resolve.ts";

/** How deep a sample goes before it leaves members out: a schema may contain itself. */
const DEEPEST = 12;

const EMPTY: Readonly<Record<string, unknown>> = {
  array: [],
  boolean: true,
  integer: 0,
  null: null,
  number: 0,
  string: "string",
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "2026-01-01",
  "date-time": "2026-01-01T00:00:00.000Z",
  email: "someone@example.com",
  uri: "https://example.com",
  uuid: "00000000-0000-4000-8000-000000000000",
};

export type SchemaReader = ReturnType<typeof schemaReader>;

/** Answers questions about the schemas of a document in which every `$ref` is local. */
export function schemaReader(document: Json) {
  const resolve = (value: unknown): Json => resolveIn(value, document);
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

  /** The members of an object schema, those of `allOf` included. */
  const members = (value: unknown): { required: ReadonlySet<unknown>; properties: Json } => {
    const schema = resolve(value);
    const parts = list(schema["allOf"]).map(members);
    return {
      required: new Set([
        ...parts.flatMap((part) => [...part.required]),
        ...list(schema["required"]),
      ]),
      properties: Object.fromEntries([
        ...parts.flatMap((part) => Object.entries(part.properties)),
        ...(isRecord(schema["properties"]) ? Object.entries(schema["properties"]) : []),
      ]),
    };
  };

  /** The schema's alternatives, by way of `anyOf` and `oneOf`; itself when it has none. */
  const alternatives = (value: unknown): Json[] => {
    const schema = resolve(value);
    const all = [...list(schema["anyOf"]), ...list(schema["oneOf"])];
    return all.length > 0 ? all.flatMap(alternatives) : [schema];
  };

  /** The strings that the schema knows. */
  const literals = (value: unknown): string[] =>
    alternatives(value).flatMap((schema) =>
      ["const" in schema ? schema["const"] : schema["enum"]]
        .flat()
        .filter((literal) => typeof literal === "string"),
    );

  /** The schema's first type other than null. */
  const typeOf = (value: unknown): string | undefined => {
    const types = alternatives(value).flatMap((schema) => [
      ...[schema["type"]].flat(),
      ...list(schema["allOf"]).map(typeOf),
    ]);
    return types.filter((type) => typeof type === "string").find((type) => type !== "null");
  };

  /** The smallest value that the schema allows, its own examples first. */
  const sample = (value: unknown, depth = 0): unknown => {
    const schema = resolve(value);
    const given = ["const", "example", "default"].find((key) => key in schema);
    if (given !== undefined) return schema[given];
    const [first] = [...list(schema["examples"]), ...list(schema["enum"])];
    if (first !== undefined) return first;
    const [alternative] = [...list(schema["anyOf"]), ...list(schema["oneOf"])];
    if (alternative !== undefined) return sample(alternative, depth + 1);
    const { required, properties } = members(schema);
    const names = Object.keys(properties).filter((name) => required.has(name));
    const type = typeOf(schema);
    if (type === "object" || names.length > 0) {
      const deeper = depth < DEEPEST ? names : [];
      return Object.fromEntries(deeper.map((name) => [name, sample(properties[name], depth + 1)]));
    }
    const [part] = list(schema["allOf"]);
    if (part !== undefined) return sample(part, depth + 1);
    if (type === "array" && Number(schema["minItems"]) > 0)
      return [sample(schema["items"], depth + 1)];
    const format = type === "string" ? FORMATS[String(schema["format"])] : undefined;
    return format ?? schema["minimum"] ?? EMPTY[type ?? "null"];
  };

  return { resolve, members, alternatives, literals, typeOf, sample };
}
