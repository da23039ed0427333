import { deprecatedTag } from "../../scripts/deprecatedTag.ts";
import { isRecord } from "../../scripts/isRecord.ts";

/** The extension that carries an open set's known members to the generator's `transform` hook. */
export const OPEN_SET = "x-open-set";

/** A known member of an open set: a schema to refer to, or a value written in place. */
export type KnownMember = { readonly ref: string } | { readonly value: string | null };

/** Keywords whose value is data, not a schema: nothing below them is rewritten. */
const DATA = new Set(["const", "default", "enum", "example", "examples"]);

/** Keywords whose keys are names chosen by the author, which may well be "example" or "default". */
const NAMED = new Set([
  "$defs",
  "callbacks",
  "content",
  "dependentSchemas",
  "headers",
  "parameters",
  "pathItems",
  "paths",
  "patternProperties",
  "properties",
  "requestBodies",
  "responses",
  "schemas",
]);

/**
 * Copies an OpenAPI document and rewrites in it what openapi-typescript would print wrongly or leave out.
 *
 * - Every open set, `anyOf: [<known strings>, { type: string }]`, becomes
 *   `{ type: string, "x-open-set": KnownMember[] }`: the generator's `transform` hook is only called
 *   for schemas that have a `type`, and `"known" | string` would collapse to `string`.
 * - A shared parameter or header is written in place: editors then show its type, not the way to it,
 *   and a header that is not required becomes optional.
 * - A parameter gets its schema's `default`, a bare `$ref` its target's `description`, for the JSDoc;
 *   either is deprecated when that is.
 * - A deprecation goes to the end of the description, as a tag with its day: openapi-typescript would
 *   print it before, and editors then show the description as the reason.
 *
 * @param document A bundled OpenAPI 3.1 document: every `$ref` in it is local.
 * @returns A deep copy; the argument is left as it was.
 */
export function prepareDocument(document: Record<string, unknown>): Record<string, unknown> {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (!isRecord(node)) return node;
    const shared = sharedPart(node, document);
    if (shared !== undefined) return visit(shared);
    const copy = mapValues(node, (value, key) => {
      if (NAMED.has(key) && isRecord(value)) return mapValues(value, visit);
      return DATA.has(key) ? structuredClone(value) : visit(value);
    });
    const documented = withDeprecation({ ...inheritedDocs(node, document), ...copy });
    const known = knownMembers(node, document);
    if (known === undefined) return documented;
    const { anyOf: _replaced, ...annotations } = documented;
    return { ...annotations, type: "string", [OPEN_SET]: known };
  };
  return mapValues(document, (value, key) =>
    NAMED.has(key) && isRecord(value) ? mapValues(value, visit) : visit(value),
  );
}

/** The parameter or header that a node refers to, if it does. */
function sharedPart(
  node: Record<string, unknown>,
  document: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const ref = node["$ref"];
  if (typeof ref !== "string" || !/^#\/components\/(parameters|headers)\//.test(ref))
    return undefined;
  const part = resolve(ref, document);
  return isRecord(part) ? part : undefined;
}

/** Documentation that a node has only by way of what it refers to. */
function inheritedDocs(
  node: Record<string, unknown>,
  document: Record<string, unknown>,
): Record<string, unknown> {
  const own = deprecationOf(node);
  if (typeof node["$ref"] === "string" && node["$ref"].startsWith("#/components/schemas/")) {
    const target = resolve(node["$ref"], document);
    if (!isRecord(target)) return {};
    const { description } = target;
    return { ...(description !== undefined && { description }), ...deprecationOf(target), ...own };
  }
  if (typeof node["in"] === "string" && isRecord(node["schema"])) {
    const { $ref, description, default: value } = node["schema"];
    const target = typeof $ref === "string" ? resolve($ref, document) : undefined;
    return {
      ...(description !== undefined && { description }),
      ...(value !== undefined && { default: value }),
      ...(isRecord(target) && deprecationOf(target)),
      ...deprecationOf(node["schema"]),
      ...own,
    };
  }
  return {};
}

/** What says that a node is deprecated, and until when it stays: the two together. */
function deprecationOf(node: Record<string, unknown>): Record<string, unknown> {
  return node["deprecated"] === true ? { deprecated: true, "x-sunset": node["x-sunset"] } : {};
}

/** Writes the deprecation of a node as the last words of its description. */
function withDeprecation(node: Record<string, unknown>): Record<string, unknown> {
  const tag = deprecatedTag(node);
  if (tag === undefined) return node;
  const { deprecated: _said, description, ...others } = node;
  const text = typeof description === "string" ? description.trim() : "";
  return { ...others, description: text === "" ? tag : `${text}\n\n${tag}` };
}

/** An open set's known members, or undefined when the schema is not an open set. */
function knownMembers(
  schema: Record<string, unknown>,
  document: Record<string, unknown>,
): KnownMember[] | undefined {
  if (!Array.isArray(schema["anyOf"]) || "type" in schema) return undefined;
  const known: KnownMember[] = [];
  let strings = 0;
  let nullable = false;
  for (const member of schema["anyOf"].filter(isRecord)) {
    const literals = literalsOf(member);
    if (typeof member["$ref"] === "string") {
      if (literalsOf(resolve(member["$ref"], document)) === undefined) return undefined;
      known.push({ ref: member["$ref"] });
    } else if (literals !== undefined) {
      known.push(...literals.map((value) => ({ value })));
    } else if (isTypeOf(member, "null")) {
      nullable = true;
    } else if (isTypeOf(member, "string")) {
      strings += 1;
      nullable ||= isTypeOf(member, "string", "null");
    } else {
      return undefined;
    }
  }
  if (strings === 0 || known.length === 0) return undefined;
  const hasNull = known.some((member) => "value" in member && member.value === null);
  return nullable && !hasNull ? [...known, { value: null }] : known;
}

/** The values of a string enum or const (null is allowed among them), else undefined. */
function literalsOf(schema: unknown): (string | null)[] | undefined {
  if (!isRecord(schema)) return undefined;
  const values: unknown =
    schema["enum"] ?? (typeof schema["const"] === "string" && [schema["const"]]);
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const literals = values.filter((value): value is string | null => isStringOrNull(value));
  return literals.length === values.length && literals.some((value) => value !== null)
    ? literals
    : undefined;
}

function isStringOrNull(value: unknown): value is string | null {
  return typeof value === "string" || value === null;
}

/** Whether a schema's `type` names all of the given types, and no others but "null". */
function isTypeOf(schema: Record<string, unknown>, ...types: string[]): boolean {
  const declared: unknown[] = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"]];
  const allowed = new Set<unknown>([...types, "null"]);
  return (
    types.every((type) => declared.includes(type)) && declared.every((type) => allowed.has(type))
  );
}

/** What a local `$ref` points to, through further references; undefined when it points nowhere. */
function resolve(ref: string, document: Record<string, unknown>): unknown {
  const seen = new Set<string>();
  let pointer = ref;
  while (pointer.startsWith("#/") && !seen.has(pointer)) {
    seen.add(pointer);
    let target: unknown = document;
    for (const segment of pointer.slice(2).split("/")) {
      const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
      target = isRecord(target) ? target[key] : undefined;
    }
    if (!isRecord(target) || typeof target["$ref"] !== "string") return target;
    pointer = target["$ref"];
  }
  return undefined;
}

function mapValues(
  record: Record<string, unknown>,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
