import {
  ANNOTATIONS,
  LIST_OF_SCHEMAS,
  MAP_OF_SCHEMAS,
  ONE_SCHEMA,
} from "../../packages/client/generator/schemaKeywords.ts";
import { schemaReader } from "../../packages/client/generator/schemaReader.ts";
import { isRecord } from "../isRecord.ts";
import { entriesOf, follow, type Json, listOf, mapValues } from "./parts.ts";

const UNIONS = ["anyOf", "oneOf"];

/**
 * A schema in words that openapi-typescript reads as JSON Schema means them. What types cannot say they
 * leave open, so that no value of the contract is refused.
 */
export function typedSchema(schema: unknown, document: Json): unknown {
  if (!isRecord(schema)) return schema;
  const visit = (one: unknown): unknown => typedSchema(one, document);
  const typed = mapValues(withRequired(schema, document), (value, keyword) => {
    if (ONE_SCHEMA.has(keyword)) return visit(value);
    if (LIST_OF_SCHEMAS.has(keyword)) return listOf(value).map(visit);
    return MAP_OF_SCHEMAS.has(keyword) ? mapValues(value, visit) : value;
  });
  return [withValues, withLists, withMaps, apart, alone].reduce(
    (current, change) => change(current),
    typed,
  );
}

/** What a schema requires of its parts is seen only in itself, and only one step away. */
function withRequired(schema: Json, document: Json): Json {
  const { $ref: ref, allOf, properties } = schema;
  const parts = [...(ref === undefined ? [] : [{ $ref: ref }]), ...listOf(allOf)];
  const required = listOf(schema["required"]);
  // One part may require what another one describes.
  const ofParts = parts.filter(isRecord).flatMap((part) => listOf(part["required"]));
  const all = new Set([...required, ...ofParts].filter((name) => typeof name === "string"));
  if (parts.length === 0 || all.size === 0) return schema;
  const steps = [schema, ...parts.map((part) => follow(part, document))];
  const near = new Set(steps.flatMap((one) => entriesOf(one["properties"]).map(([name]) => name)));
  const described = schemaReader(document).members({ allOf: parts }).properties;
  const far = [...all].filter((name) => !near.has(name) && Object.hasOwn(described, name));
  const found = far.map((name) => [name, described[name]] as const);
  return {
    ...schema,
    required: [...all],
    ...(found.length > 0 && {
      properties: Object.fromEntries([...entriesOf(properties), ...found]),
    }),
  };
}

/** Of values only those without parts can be types. */
function withValues(schema: Json): Json {
  const { const: only, enum: values, ...others } = schema;
  const single = { ...others, ...oneType(others) };
  const given = "const" in schema ? [only] : values;
  if (!Array.isArray(given) || given.some((value) => value instanceof Object)) return single;
  // Null alone is no literal to openapi-typescript.
  if (given.every((value) => value === null)) return { ...others, type: "null" };
  return "const" in schema ? { ...single, const: only } : { ...single, enum: values };
}

/** A list of one type is that type: with a list, an array of arrays would lose a level. */
function oneType({ type }: Json): Json {
  return Array.isArray(type) && type.length === 1 ? { type: type[0] } : {};
}

/** Items at known places are a tuple only where there can be neither more nor fewer. */
function withLists(schema: Json): Json {
  const { prefixItems: given, items, minItems, maxItems, ...others } = schema;
  if (given === undefined) return schema;
  const prefixItems = listOf(given);
  const exact =
    minItems === prefixItems.length && (items === false || maxItems === prefixItems.length);
  if (exact) return { ...others, prefixItems };
  return {
    ...others,
    ...(items !== undefined && items !== true && { items: { anyOf: [...prefixItems, items] } }),
  };
}

/** An index signature has to hold for the named properties, too: beside them it says nothing. */
function withMaps(schema: Json): Json {
  const { patternProperties, additionalProperties, ...others } = schema;
  const named = entriesOf(schema["properties"]).length > 0;
  const patterns = entriesOf(patternProperties).length > 0;
  if (patterns && !named && additionalProperties === false) {
    return { ...others, patternProperties };
  }
  const open = patterns || (named && isRecord(additionalProperties));
  return {
    ...others,
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(open && { additionalProperties: true }),
  };
}

/** A union narrows what stands beside it, as does what stands beside a reference. */
function apart(schema: Json): Json {
  const annotations = entriesOf(schema).filter(([keyword]) => saysNothing(keyword));
  const judging = entriesOf(schema).filter(([keyword]) => !saysNothing(keyword));
  const separate = judging.filter(([keyword]) => keyword === "$ref" || UNIONS.includes(keyword));
  if (separate.length === 0 || judging.length === 1) return schema;
  const { allOf, required, ...rest } = Object.fromEntries(
    judging.filter(([keyword]) => !separate.some(([one]) => one === keyword)),
  );
  // The branches say themselves that they are objects.
  const said = Object.keys(rest).length === 1 && rest["type"] === "object";
  const branches = separate.flatMap(([keyword, value]) =>
    keyword === "$ref" ? [] : listOf(value),
  );
  const base = said && branches.length > 0 && branches.every(isObject) ? {} : rest;
  const parts = [
    ...(Object.keys(base).length > 0 ? [base] : []),
    ...listOf(allOf),
    ...separate.map(([keyword, value]) => ({ [keyword]: value })),
  ];
  // Here it holds for the properties of every part.
  const needed = required !== undefined && { required };
  return { ...Object.fromEntries(annotations), ...needed, allOf: parts };
}

const saysNothing = (keyword: string): boolean =>
  ANNOTATIONS.has(keyword) || keyword.startsWith("x-");

const isObject = (schema: unknown): boolean =>
  isRecord(schema) && ("$ref" in schema || "properties" in schema || "allOf" in schema);

/** A composition of one part is that part, unless it is a reference, which keeps its own prose. */
function alone(schema: Json): Json {
  for (const keyword of ["allOf", ...UNIONS]) {
    const [part, ...others] = listOf(schema[keyword]);
    const judging = Object.keys(schema).filter((name) => !saysNothing(name));
    if (judging.length !== 1 || others.length > 0 || !isRecord(part)) continue;
    const { [keyword]: _composed, ...annotations } = schema;
    return { ...part, ...annotations };
  }
  return schema;
}
