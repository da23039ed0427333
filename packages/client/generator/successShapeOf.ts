import { isRecord } from "../../../scripts/isRecord.ts";
import { type Json, resolve } from "./resolve.ts";

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
 * - An envelope requires `success`, `data` and `meta`.
 * - A page requires `items`, an array, and `pagination`, which requires `limit`, `offset`, `total` and
 *   `hasMore`; and the operation has the query parameters `limit` and `offset`.
 * - What tells items apart is `id`, if they require it.
 *
 * @param contents The `content` of each successful response; undefined for one without a body.
 */
export function successShapeOf(
  contents: readonly unknown[],
  parameters: readonly Json[],
  document: Json,
): SuccessShape {
  const bodies = contents.filter(isRecord).map((content) => {
    const media = Object.entries(content).find(([type]) => /^application\/(.*\+)?json$/.test(type));
    return resolve(isRecord(media?.[1]) ? media[1]["schema"] : undefined, document);
  });
  const envelope =
    bodies.length > 0 &&
    bodies.every((body) => requires(document, body, "success", "data", "meta"));
  const results = envelope ? bodies.map((body) => property(body, "data", document)) : bodies;
  const inQuery = new Set(
    parameters.filter((one) => one["in"] === "query").map((one) => one["name"]),
  );
  const [first] = results;
  const paged =
    first !== undefined &&
    ["limit", "offset"].every((name) => inQuery.has(name)) &&
    results.every((result) => isPage(result, document));
  const loose = !results.every((result) => isObjectOrArray(result, document));
  if (!paged) return { envelope, loose, itemId: undefined };
  const item = resolve(property(first, "items", document)["items"], document);
  return { envelope, loose, itemId: requires(document, item, "id") ? "id" : "" };
}

function isObjectOrArray(result: Json, document: Json): boolean {
  return partsOf(result, document).some(({ type }) => type === "object" || type === "array");
}

function isPage(result: Json, document: Json): boolean {
  return (
    requires(document, result, "items", "pagination") &&
    property(result, "items", document)["type"] === "array" &&
    requires(
      document,
      property(result, "pagination", document),
      "limit",
      "offset",
      "total",
      "hasMore",
    )
  );
}

/** Whether a schema, or what it is composed of by `allOf`, requires all of the properties. */
function requires(document: Json, schema: Json, ...names: readonly string[]): boolean {
  const required = new Set(partsOf(schema, document).flatMap((part) => part["required"]));
  return names.every((name) => required.has(name));
}

function property(schema: Json, name: string, document: Json): Json {
  for (const { properties } of partsOf(schema, document)) {
    if (isRecord(properties) && name in properties) return resolve(properties[name], document);
  }
  return {};
}

function partsOf(schema: Json, document: Json): Json[] {
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  return [schema, ...parts.flatMap((part) => partsOf(resolve(part, document), document))];
}
