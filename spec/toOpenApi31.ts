import {
  LIST_OF_SCHEMAS,
  MAP_OF_SCHEMAS,
  ONE_SCHEMA,
} from "../packages/client/generator/schemaKeywords.ts";
import { isRecord } from "../scripts/isRecord.ts";
import { type Json, listOf, objectOf } from "./diff/json.ts";

/** Members whose value is data. */
const DATA = new Set(["example", "examples"]);

/**
 * An OpenAPI 3.0 document as 3.1 says the same.
 *
 * - `nullable` becomes the type `null`. Beside `allOf` or a list of values it has no effect by the
 *   letter of 3.0, but who writes it means null: so null is allowed there, too.
 * - `exclusiveMinimum: true` and its like become the bound itself.
 * - Beside a `$ref` to a shared part nothing counts.
 */
export function toOpenApi31(document: Json): Json {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (!isRecord(node)) return node;
    const pointer = node["$ref"];
    // A path that is written elsewhere may have operations of its own.
    if (typeof pointer === "string" && pointer.startsWith("#/components/")) {
      return { $ref: pointer };
    }
    return mapValues(node, (value, key) => {
      if (DATA.has(key) || key.startsWith("x-")) return value;
      if (key === "schema") return schema31(value);
      if (key === "schemas") return mapValues(value, schema31);
      return visit(value);
    });
  };
  return { ...mapValues(document, visit), openapi: "3.1.0" };
}

function schema31(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (typeof value["$ref"] === "string") return { $ref: value["$ref"] };
  const { nullable, ...schema } = mapValues(value, (member, keyword) => {
    if (ONE_SCHEMA.has(keyword)) return schema31(member);
    if (LIST_OF_SCHEMAS.has(keyword)) return listOf(member).map(schema31);
    return MAP_OF_SCHEMAS.has(keyword) ? mapValues(member, schema31) : member;
  });
  const bounded = withBound(withBound(schema, "Minimum"), "Maximum");
  return nullable === true ? withNull(bounded) : bounded;
}

/** In 3.0 a flag says that the bound beside it is exclusive. */
function withBound(schema: Json, side: "Minimum" | "Maximum"): Json {
  const { [`exclusive${side}`]: exclusive, ...others } = schema;
  if (typeof exclusive !== "boolean") return schema;
  const { [side.toLowerCase()]: bound, ...unbounded } = others;
  if (!exclusive || bound === undefined) return others;
  return { ...unbounded, [`exclusive${side}`]: bound };
}

function withNull(schema: Json): Json {
  const values = listOf(schema["enum"]);
  const enumerated = values.length > 0 && { enum: [...new Set([...values, null])] };
  const composed = ["allOf", "anyOf", "not", "oneOf"].some((keyword) => keyword in schema);
  if (!composed) {
    const { type } = schema;
    return { ...schema, ...enumerated, ...(type !== undefined && { type: [type, "null"] }) };
  }
  const annotations = Object.entries(schema).filter(([name]) =>
    /^(deprecated|description|readOnly|title|writeOnly|x-.*)$/.test(name),
  );
  return { ...Object.fromEntries(annotations), anyOf: [schema, { type: "null" }] };
}

const mapValues = (map: unknown, change: (value: unknown, name: string) => unknown): Json =>
  Object.fromEntries(
    Object.entries(objectOf(map)).map(([name, value]) => [name, change(value, name)]),
  );
