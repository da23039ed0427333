import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./resolve.ts";

/** Whether a member says something about a schema, and nothing about values. */
export const isAnnotation = (key: string): boolean =>
  /^(?:\$comment|default|deprecated|description|examples?|externalDocs|title|x-.*)$/u.test(key);

/**
 * A schema with `allOf`, as its one part, or as the one object that its parts describe; as it is when
 * that would need more than joining their properties.
 *
 * @param open what a part is, without the reference to it
 */
export function mergedParts(schema: Json, open: (part: unknown) => unknown): Json {
  const { allOf, ...outside } = schema;
  const parts = listOf(allOf);
  if (parts.length === 0 || !Object.keys(outside).every(isAnnotation)) {
    return schema;
  }
  const [first] = parts;
  if (parts.length === 1 && isRecord(first)) return { ...first, ...outside };
  const properties: Record<string, unknown> = {};
  const required: unknown[] = [];
  let type: unknown;
  const opened = parts.map(open).filter(isRecord);
  if (opened.length < parts.length || !opened.every(isPlainObject)) return schema;
  const closed = opened.find((part) => "additionalProperties" in part);
  for (const said of opened) {
    // What one part does not know, it refuses to the others.
    if (closed !== undefined && said !== closed && "properties" in said) return schema;
    if (said !== closed && "additionalProperties" in said) return schema;
    type ??= said["type"];
    for (const [name, property] of Object.entries(objectOf(said["properties"]))) {
      if (name in properties) return schema;
      properties[name] = property;
    }
    required.push(...listOf(said["required"]));
  }
  const names = [...new Set(required.map(String))].toSorted();
  return {
    ...(type !== undefined && { type }),
    properties,
    ...(names.length > 0 && { required: names }),
    ...(closed !== undefined && { additionalProperties: closed["additionalProperties"] }),
    ...outside,
  };
}

const isPlainObject = (schema: Json): boolean =>
  (schema["type"] ?? "object") === "object" &&
  Object.keys(schema).every(
    (key) => /^(?:type|properties|required|additionalProperties)$/u.test(key) || isAnnotation(key),
  );

const objectOf = (value: unknown): Json => (isRecord(value) ? value : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
