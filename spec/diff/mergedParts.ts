import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../scripts/isRecord.ts";
import { type Json, listOf } from "./json.ts";

/** Whether a member says something about a schema, and nothing about values. */
export const isAnnotation = (key: string): boolean =>
  /^(?:\$comment|default|deprecated|description|examples?|externalDocs|title|x-.*)$/u.test(key);

/** Members that speak of what other parts do not know, or that are not the whole of what they say. */
const APART =
  /^(?:\$.*|allOf|contains|discriminator|else|if|maxContains|minContains|prefixItems|then|unevaluated.*)$/u;

/**
 * A schema with `allOf`, as its one part, or as the one schema that its parts describe; as it is when
 * that would need more than joining their members.
 *
 * @param open what a part is, without the reference to it; undefined where that cannot be said
 */
export function mergedParts(schema: Json, open: (part: unknown) => unknown): Json {
  const { allOf: said, ...outside } = schema;
  const allOf = listOf(said);
  if (allOf.length === 0) return schema;
  const [first] = allOf;
  const isAlone = Object.keys(outside).every(isAnnotation);
  const isOnly = allOf.length === 1 && isAlone;
  if (isOnly && isRecord(first) && Object.keys(outside).length === 0) return first;
  const opened = allOf.map(open).filter(isRecord);
  if (opened.length < allOf.length) return schema;
  if (isOnly) return { ...opened[0], ...outside };
  const { unevaluatedProperties, ...own } = outside;
  const kinds = Object.entries(own).filter(([key]) => !isSaid(key));
  const words = Object.entries(own).filter(([key]) => isSaid(key));
  const parts = [...opened, Object.fromEntries(kinds)];
  const isClosed = parts.some((part) => "additionalProperties" in part);
  if (unevaluatedProperties !== undefined && (isClosed || parts.some(hasKinds))) return schema;
  const joined = join(parts);
  if (joined === undefined) return schema;
  return {
    ...joined,
    ...(unevaluatedProperties !== undefined && { additionalProperties: unevaluatedProperties }),
    ...Object.fromEntries(words),
  };
}

/** Whether a member is for readers alone; no part's words are those of the whole. */
const isSaid = (key: string): boolean =>
  isAnnotation(key) && !/^(?:default|deprecated)$/u.test(key);

const hasKinds = (part: Json): boolean => ["anyOf", "oneOf", "not"].some((key) => key in part);

/** Parts as one; undefined where two of them say different things of the same. */
function join(parts: readonly Json[]): Json | undefined {
  const whole: Record<string, unknown> = {};
  const properties: Record<string, unknown> = {};
  const required = new Set<unknown>();
  const closed = parts.find((part) => "additionalProperties" in part);
  for (const part of parts) {
    // What one part does not know, it refuses to the others.
    const knows = "properties" in part || "patternProperties" in part;
    if (closed !== undefined && part !== closed && knows) return undefined;
    for (const [key, value] of Object.entries(part)) {
      if (isSaid(key)) continue;
      if (APART.test(key)) return undefined;
      if (key === "properties" && isRecord(value)) {
        if (Object.keys(value).some((name) => differs(properties, name, value[name]))) {
          return undefined;
        }
        Object.assign(properties, value);
      } else if (key === "required" && Array.isArray(value)) {
        for (const name of value) required.add(name);
      } else if (differs(whole, key, value)) return undefined;
      else whole[key] = value;
    }
  }
  return {
    ...whole,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.size > 0 && { required: [...required].map(String).toSorted() }),
  };
}

const differs = (said: Json, key: string, value: unknown): boolean =>
  key in said && !isDeepStrictEqual(said[key], value);
