import {
  LIST_OF_SCHEMAS,
  MAP_OF_SCHEMAS,
  ONE_SCHEMA,
} from "../../packages/client/generator/schemaKeywords.ts";
import { isRecord } from "../isRecord.ts";
import { entriesOf, type Json, listOf, mapValues, pointedTo } from "./parts.ts";
import { unusedName } from "./schemaNames.ts";

type Direction = "request" | "response";

/** The keyword that takes a property out of a direction. */
const HIDES = { request: "readOnly", response: "writeOnly" } as const;

/** Schemas as they are in requests, and as they are in answers. */
export interface Directions {
  /** A schema, whose references are to the schemas of that direction. */
  readonly directed: (schema: unknown, direction: Direction) => unknown;
  /** The given schemas, and those that differ between the directions in both forms. */
  readonly all: () => Json;
}

/**
 * Leaves what is `readOnly` out of requests and what is `writeOnly` out of answers, required or not: a
 * type with all of it would have callers send what no server takes, and promise what none sends. A
 * schema that is used both ways, and differs, is `Thing` in answers and `ThingRequest` in requests.
 */
export function directions(schemas: Json, taken: ReadonlySet<string>): Directions {
  const document = { components: { schemas } };
  const differs = schemasThatDiffer(schemas);
  const used = new Map<string, { name: string; schema: unknown }>();

  const refer = (ref: string, direction: Direction): string => {
    const name = nameIn(ref);
    if (!differs.has(name)) return ref;
    const key = `${direction} ${name}`;
    const known = used.get(key);
    if (known !== undefined) return `#/components/schemas/${known.name}`;
    const isUsed = (one: string): boolean => Object.hasOwn(schemas, one) || taken.has(one);
    const directedName = direction === "response" ? name : unusedName(`${name}Request`, isUsed);
    const entry = { name: directedName, schema: undefined as unknown };
    used.set(key, entry);
    entry.schema = directed(schemas[name], direction);
    return `#/components/schemas/${directedName}`;
  };

  const directed = (
    schema: unknown,
    direction: Direction,
    inherited: ReadonlySet<string> = new Set(),
  ): unknown => {
    if (!isRecord(schema)) return schema;
    const hidden = new Set([...inherited, ...hiddenIn(schema, direction, document)]);
    return mapValues(schema, (value, keyword) => {
      if (keyword === "$ref") return refer(String(value), direction);
      if (keyword === "required") return listOf(value).filter((name) => !hidden.has(String(name)));
      if (keyword === "allOf") return listOf(value).map((one) => directed(one, direction, hidden));
      if (keyword === "properties") {
        const shown = entriesOf(value).filter(([name]) => !hidden.has(name));
        return mapValues(Object.fromEntries(shown), (one) => directed(one, direction));
      }
      if (ONE_SCHEMA.has(keyword)) return directed(value, direction);
      if (LIST_OF_SCHEMAS.has(keyword)) return listOf(value).map((one) => directed(one, direction));
      if (MAP_OF_SCHEMAS.has(keyword)) return mapValues(value, (one) => directed(one, direction));
      return value;
    });
  };

  const all = (): Json => {
    const forms = [...used.values()].map(({ name, schema }) => [name, schema] as const);
    return { ...schemas, ...Object.fromEntries(forms) };
  };
  return { directed, all };
}

const nameIn = (ref: string): string => ref.slice("#/components/schemas/".length);

/** The properties that a direction does not have, those of composed schemas included. */
function hiddenIn(
  schema: Json,
  direction: Direction,
  document: Json,
  seen: ReadonlySet<unknown> = new Set(),
): string[] {
  if (seen.has(schema)) return [];
  const own = entriesOf(schema["properties"])
    .filter(([, property]) => {
      const target =
        isRecord(property) && typeof property["$ref"] === "string"
          ? pointedTo(document, property["$ref"])
          : undefined;
      return [property, target].some((one) => isRecord(one) && one[HIDES[direction]] === true);
    })
    .map(([name]) => name);
  const { $ref: ref } = schema;
  const referred = ref === undefined ? [] : [{ $ref: ref }];
  const parts = [...referred, ...listOf(schema["allOf"])].map((part) =>
    isRecord(part) && typeof part["$ref"] === "string" ? pointedTo(document, part["$ref"]) : part,
  );
  return [
    ...own,
    ...parts.flatMap((part) =>
      isRecord(part) ? hiddenIn(part, direction, document, new Set([...seen, schema])) : [],
    ),
  ];
}

/** Those that are not the same both ways, by themselves or by what they refer to. */
function schemasThatDiffer(schemas: Json): ReadonlySet<string> {
  const differs = new Set<string>();
  const texts = entriesOf(schemas).map(([name, schema]) => [name, JSON.stringify(schema)] as const);
  for (const [name, text] of texts) {
    if (/"(?:readOnly|writeOnly)":true/.test(text)) differs.add(name);
  }
  for (let before = -1; before !== differs.size;) {
    before = differs.size;
    for (const [name, text] of texts) {
      const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
      if (refs.some(([, target = ""]) => differs.has(target))) differs.add(name);
    }
  }
  return differs;
}
