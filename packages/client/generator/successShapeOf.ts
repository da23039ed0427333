import { isRecord } from "../../../scripts/isRecord.ts";
import type { Json } from "./resolve.ts";
import { type SchemaReader, schemaReader } from "./schemaReader.ts";

/** What the client recognises in the successes of an operation. */
export interface SuccessShape {
  /** Whether each body is `{ success, data, meta }`. */
  readonly envelope: boolean;
  /** Whether a result may be something else than an object or an array. */
  readonly loose: boolean;
  /** Of a page of a list: the property that tells its items apart, "" for none. Else undefined. */
  readonly itemId: string | undefined;
}

/**
 * Recognises envelope and pagination.
 *
 * - An envelope requires `success`, `data` and `meta`; a `success` that can be false makes none.
 * - A page requires `items`, an array, and `pagination`, which requires `limit`, `offset`, `total` and
 *   `hasMore`, three numbers and a boolean; and the operation has the query parameters `limit` and
 *   `offset`.
 * - What tells items apart is `id`, if they require it.
 *
 * @param contents The `content` of each successful response; undefined for one without a body.
 */
export function successShapeOf(
  contents: readonly unknown[],
  parameters: readonly Json[],
  document: Json,
): SuccessShape {
  const reader = schemaReader(document);
  const bodies = contents.filter(isRecord).map((content) => {
    const media = Object.entries(content).find(([type]) => /^application\/(.*\+)?json$/.test(type));
    return reader.resolve(isRecord(media?.[1]) ? media[1]["schema"] : undefined);
  });
  const envelope = bodies.length > 0 && bodies.every((body) => isEnvelope(reader, body));
  const results = envelope ? bodies.map((body) => property(reader, body, "data")) : bodies;
  const inQuery = new Set(
    parameters.filter((one) => one["in"] === "query").map((one) => one["name"]),
  );
  const [first] = results;
  const paged =
    first !== undefined &&
    ["limit", "offset"].every((name) => inQuery.has(name)) &&
    results.every((result) => isPage(reader, result));
  const loose = !results.every((result) => isObjectOrArray(reader, result));
  if (!paged) return { envelope, loose, itemId: undefined };
  const item = reader.resolve(property(reader, first, "items")["items"]);
  return { envelope, loose, itemId: requires(reader, item, "id") ? "id" : "" };
}

function isObjectOrArray(reader: SchemaReader, { type, allOf }: Json): boolean {
  return (
    type === "object" ||
    type === "array" ||
    (Array.isArray(allOf) && allOf.some((part) => isObjectOrArray(reader, reader.resolve(part))))
  );
}

function isEnvelope(reader: SchemaReader, body: Json): boolean {
  const { const: only, enum: values, type } = property(reader, body, "success");
  const always = JSON.stringify([only ?? values].flat()) === "[true]";
  return (
    requires(reader, body, "success", "data", "meta") &&
    (always || type === undefined) &&
    mayBe(reader, property(reader, body, "meta"), "object")
  );
}

function isPage(reader: SchemaReader, result: Json): boolean {
  const pagination = property(reader, result, "pagination");
  const numbers = ["limit", "offset", "total"].map((name) => property(reader, pagination, name));
  return (
    requires(reader, result, "items", "pagination") &&
    property(reader, result, "items")["type"] === "array" &&
    requires(reader, pagination, "limit", "offset", "total", "hasMore") &&
    numbers.every((one) => mayBe(reader, one, "integer", "number")) &&
    mayBe(reader, property(reader, pagination, "hasMore"), "boolean")
  );
}

/** Whether a schema is of one of the types, or of none that it names. */
function mayBe(reader: SchemaReader, schema: Json, ...types: readonly string[]): boolean {
  const type = reader.typeOf(schema);
  return type === undefined || types.includes(type);
}

/** Whether a schema, or what it is composed of by `allOf`, requires all of the properties. */
function requires(reader: SchemaReader, schema: Json, ...names: readonly string[]): boolean {
  const { required } = reader.members(schema);
  return names.every((name) => required.has(name));
}

function property(reader: SchemaReader, schema: Json, name: string): Json {
  return reader.resolve(reader.members(schema).properties[name]);
}
