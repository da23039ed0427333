import {
  ANNOTATIONS,
  JUDGING,
  LIST_OF_SCHEMAS,
  MAP_OF_SCHEMAS,
  ONE_SCHEMA,
} from "../../packages/client/generator/schemaKeywords.ts";
import { isRecord } from "../isRecord.ts";
import { withTags } from "./discriminators.ts";
import type { Fault } from "./Fault.ts";
import { pascalCase } from "./names.ts";
import { entriesOf, type Json, listOf, mapValues, pointedTo, stepsOf } from "./parts.ts";
import { patternOf } from "./patterns.ts";
import { schemaNames, unusedName } from "./schemaNames.ts";

/** A document's schemas with names that types can have, and references to whole schemas only. */
export interface CleanSchemas {
  /** A schema as the generators take it; what it refers to is among the schemas. */
  readonly clean: (schema: unknown, where: string) => unknown;
  readonly schemas: Record<string, unknown>;
  /** What each schema of the document is called now. */
  readonly names: ReadonlyMap<string, string>;
}

/** Keywords that change what others mean, or what references mean. */
const REFUSED: Readonly<Record<string, string>> = {
  $anchor: "Refer to the schema by its place, with $ref.",
  $dynamicAnchor: "Write the schema out.",
  $dynamicRef: "Write the schema out.",
  $id: "Refer to the schema by its place, with $ref.",
  nullable: `It is none of OpenAPI 3.1. Write type: [..., "null"].`,
};

/** @param taken Names that types must not have. */
export function cleanSchemas(
  document: Json,
  taken: ReadonlySet<string>,
  faults: Fault[],
): CleanSchemas {
  const components = isRecord(document["components"]) ? document["components"] : {};
  const given = isRecord(components["schemas"]) ? components["schemas"] : {};
  const names = schemaNames(Object.keys(given), taken, faults);
  /** What was given a name because somebody refers to it, by its place. */
  const hoisted = new Map<string, string>();
  const schemas: Record<string, unknown> = {};

  const referTo = (ref: string, where: string): string => {
    const target = pointedTo(document, ref);
    if (target === undefined) {
      faults.push({ where, problem: `$ref ${ref} points to nothing here. Correct it.` });
      return ref;
    }
    const steps = stepsOf(ref);
    const [, , original = ""] = steps;
    const isWhole = steps.length === 3 && ref.startsWith("#/components/schemas/");
    const known = isWhole ? names.get(original) : hoisted.get(ref);
    const name = known ?? hoist(ref, target, where);
    return `#/components/schemas/${name}`;
  };

  const hoist = (ref: string, target: unknown, where: string): string => {
    const words = stepsOf(ref).filter((step) => !/^(components|properties|schemas?)$/.test(step));
    const used = new Set([...names.values(), ...hoisted.values(), ...taken]);
    const wanted = pascalCase(words.slice(-3).join(" ")) || "Part";
    const name = unusedName(wanted, (one) => used.has(one));
    hoisted.set(ref, name);
    schemas[name] = clean(target, where);
    return name;
  };

  const pattern = (written: string, where: string): string => {
    const strict = patternOf(written);
    if (strict !== undefined) return strict;
    const problem = `the pattern ${written} is no regular expression of JavaScript. Correct it.`;
    faults.push({ where, problem });
    return written;
  };

  const clean = (schema: unknown, where: string): unknown => {
    if (typeof schema === "boolean") return schema;
    if (!isRecord(schema)) {
      faults.push({ where, problem: `${JSON.stringify(schema)} is no schema. Correct it.` });
      return true;
    }
    const result: Json = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const advice = Object.hasOwn(REFUSED, keyword) ? REFUSED[keyword] : undefined;
      if (advice !== undefined) {
        faults.push({ where, problem: `the keyword ${keyword} cannot be carried. ${advice}` });
      } else if (keyword === "$ref") result[keyword] = referTo(String(value), where);
      else if (ONE_SCHEMA.has(keyword)) result[keyword] = clean(value, where);
      else if (LIST_OF_SCHEMAS.has(keyword)) {
        result[keyword] = listOf(value).map((one) => clean(one, where));
      } else if (keyword === "patternProperties") {
        const named = entriesOf(value).map(([key, one]) => [pattern(key, where), one] as const);
        result[keyword] = mapValues(Object.fromEntries(named), (one) => clean(one, where));
      } else if (keyword === "pattern") {
        result[keyword] = pattern(String(value), where);
      } else if (MAP_OF_SCHEMAS.has(keyword)) {
        result[keyword] = mapValues(value, (one) => clean(one, where));
      } else if (keyword !== "discriminator" && isKept(keyword)) result[keyword] = value;
    }
    return withTags(result, schema, (ref) => referTo(ref, where), document);
  };

  for (const [original, schema] of entriesOf(given)) {
    const where = `components.schemas.${original}`;
    schemas[names.get(original) ?? original] = clean(schema, where);
  }
  return { clean, schemas, names };
}

/** What is no keyword says nothing, as JSON Schema has it. */
const isKept = (keyword: string): boolean =>
  JUDGING.has(keyword) || ANNOTATIONS.has(keyword) || keyword.startsWith("x-");
