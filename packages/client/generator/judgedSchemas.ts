import { isRecord } from "../../../scripts/isRecord.ts";
import { formats, integerFormats } from "./judgedFormats.ts";
import { ANNOTATIONS, LIST_OF_SCHEMAS, MAP_OF_SCHEMAS, ONE_SCHEMA } from "./schemaKeywords.ts";

/** A schema of JSON Schema 2020-12. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** Schemas that judge the same values as those of the document, and say no more than that. */
export interface JudgedSchemas {
  /** Adds a schema of the document, with all that it refers to. Returns the name of its definition. */
  readonly add: (schema: unknown) => string;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** `$defs` and `$anchor` are places to refer to; references bring what they need. */
const JUDGES_NOTHING = new Set([...ANNOTATIONS, "$anchor", "$defs", "$schema"]);
const UNSUPPORTED = new Set(["$dynamicAnchor", "$dynamicRef", "$id"]);

/**
 * Reduces schemas of a document to what judges values: without prose and annotations, with names that
 * any schema can have, and with the known values of an open set left out, as they decide nothing.
 *
 * @param document A parsed OpenAPI 3.1 document with local references only.
 */
export function judgedSchemas(document: unknown): JudgedSchemas {
  const definitions: Record<string, Schema> = {};
  const names = new Map<string, string>();
  const twins = new Map<string, string>();
  let made = 0;

  function define(pointer: string, schema: unknown): string {
    const name = `s${made++}`;
    // Before the schema is looked at, as it may refer to itself.
    names.set(pointer, name);
    const definition = judged(schema);
    const content = JSON.stringify(definition);
    const twin = twins.get(content) ?? name;
    names.set(pointer, twin);
    twins.set(content, twin);
    definitions[twin] = definition;
    return twin;
  }

  function refer(ref: string): string {
    return names.get(ref) ?? define(ref, pointedTo(document, ref));
  }

  function add(schema: unknown): string {
    const ref = isRecord(schema) && Object.keys(schema).length === 1 ? schema["$ref"] : undefined;
    return typeof ref === "string" ? refer(ref) : define(`an unnamed one, ${made}`, schema);
  }

  function judged(schema: unknown): Schema {
    if (typeof schema === "boolean") return schema;
    if (!isRecord(schema)) {
      throw new Error(`${JSON.stringify(schema)} is not a schema. Write an object, or a boolean.`);
    }
    const result: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (UNSUPPORTED.has(keyword)) {
        throw new Error(`The keyword ${keyword} is not supported. Use a local $ref.`);
      }
      if (JUDGES_NOTHING.has(keyword) || keyword.startsWith("x-")) continue;
      if (keyword === "$ref") result[keyword] = `#/$defs/${refer(String(value))}`;
      else if (ONE_SCHEMA.has(keyword)) result[keyword] = judged(value);
      else if (LIST_OF_SCHEMAS.has(keyword)) result[keyword] = listOf(value).map(judged);
      else if (MAP_OF_SCHEMAS.has(keyword)) result[keyword] = mapped(value);
      else result[keyword] = value;
    }
    return withoutKnownValues(withoutType(withFormat(result)));
  }

  function mapped(value: unknown): Record<string, Schema> {
    const members = Object.entries(isRecord(value) ? value : {});
    return Object.fromEntries(members.map(([name, schema]) => [name, judged(schema)]));
  }

  /** Of "a known string, or any string", the first decides nothing. */
  function withoutKnownValues(schema: Record<string, unknown>): Record<string, unknown> {
    const { anyOf, ...rest } = schema;
    if (anyOf === undefined) return schema;
    const branches = listOf(anyOf);
    const open = new Set(branches.filter(isBare).map(typeOf));
    const left = branches.filter((branch) => isBare(branch) || !open.has(typeOf(branch)));
    const [only] = left;
    if (left.length === 1 && isRecord(only) && !("type" in rest)) return { ...rest, ...only };
    return { ...schema, anyOf: left };
  }

  function isBare(schema: unknown): boolean {
    // The other types take notice of what a branch has evaluated.
    const scalar = ["boolean", "integer", "null", "number", "string"];
    return (
      isRecord(schema) &&
      Object.keys(schema).length === 1 &&
      scalar.includes(String(schema["type"]))
    );
  }

  function typeOf(schema: unknown): unknown {
    if (!isRecord(schema)) return undefined;
    const [type, ...others] = new Set(listOf(schema["enum"]).map((value) => typeof value));
    if (type !== undefined) return others.length === 0 ? type : undefined;
    if (typeof schema["$ref"] !== "string") return schema["type"];
    return typeOf(definitions[schema["$ref"].slice("#/$defs/".length)]);
  }

  return { add, definitions };
}

/** The listed values are of the type already. */
function withoutType({ type, ...schema }: Record<string, unknown>): Record<string, unknown> {
  const values = "const" in schema ? [schema["const"]] : listOf(schema["enum"]);
  const listed = values.length > 0 && values.every((value) => typeof value === type);
  return listed || type === undefined ? schema : { ...schema, type };
}

/** An unknown format is an annotation, as JSON Schema has it. */
function withFormat({ format, ...schema }: Record<string, unknown>): Record<string, unknown> {
  if (typeof format !== "string") return schema;
  if (Object.hasOwn(formats, format)) return { ...schema, format };
  if (!Object.hasOwn(integerFormats, format)) return schema;
  return { ...schema, allOf: [...listOf(schema["allOf"]), integerFormats[format]] };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * What a local reference points to.
 *
 * @throws Error when the reference is not a local one, or points to nothing.
 */
function pointedTo(document: unknown, ref: string): unknown {
  if (!ref.startsWith("#/")) throw new Error(`$ref ${ref}: not a local one. Bundle the contract.`);
  let target = document;
  for (const segment of ref.slice(2).split("/")) {
    const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    const owns = typeof target === "object" && target !== null && Object.hasOwn(target, key);
    target = owns ? Reflect.get(Object(target), key) : undefined;
  }
  if (target === undefined) throw new Error(`$ref ${ref}: points to nothing. Correct it.`);
  return target;
}
