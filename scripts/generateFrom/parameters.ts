import type { QueryStyle } from "../../packages/client/general/WireDefinition.ts";
import { isRecord } from "../isRecord.ts";
import { entriesOf, type Json, listOf, pointedTo } from "./parts.ts";

/** A parameter as the generators take it. */
export interface CarriedParameter {
  readonly parameter: Json;
  /** Of one in the query that is not just repeated. */
  readonly style: QueryStyle | undefined;
}

/** By OpenAPI such parameters are described elsewhere, and have no effect. */
const DESCRIBED_ELSEWHERE = new Set(["accept", "content-type"]);

/** What `fetch` writes itself, or refuses to send. */
const FORBIDDEN_HEADERS = new Set(
  "connection content-length cookie cookie2 date expect host keep-alive te trailer transfer-encoding upgrade via".split(
    " ",
  ),
);

/**
 * A parameter, if the client can send it as the contract wants it.
 *
 * @param parameter With its reference followed.
 * @param credentialHeader What carries the operation's credential, if anything does.
 * @returns undefined for one that has no effect, or that the credential stands for.
 * @throws Error saying why it cannot, and the next step.
 */
export function carriedParameter(
  parameter: Json,
  document: Json,
  credentialHeader: string | undefined,
): CarriedParameter | undefined {
  const { in: place, name } = parameter;
  if (typeof name !== "string") throw new Error("a parameter has no name. Give it one.");
  if (place === "path") return pathParameter(parameter, document);
  if (place === "query") return queryParameter(parameter, document);
  if (place === "header") return headerParameter(parameter, name, document, credentialHeader);
  throw new Error(
    `fetch cannot send the ${textOf(place)} parameter ${quoted(parameter)}. Make it a header or query parameter.`,
  );
}

function pathParameter(parameter: Json, document: Json): CarriedParameter {
  const style = textOf(parameter["style"] ?? "simple");
  if (style !== "simple") refuse(parameter, `style ${style}`, `Make it "simple"`);
  refuseParts(parameter, schemaOf(parameter), document, ["array", "object"]);
  return { parameter: { ...parameter, required: true }, style: undefined };
}

function headerParameter(
  parameter: Json,
  name: string,
  document: Json,
  credentialHeader: string | undefined,
): CarriedParameter | undefined {
  const lower = name.toLowerCase();
  if (DESCRIBED_ELSEWHERE.has(lower) || lower === credentialHeader) return undefined;
  if (lower === "authorization") {
    throw new Error(
      `OpenAPI ignores a parameter ${quoted(parameter)}. Declare a security scheme, e.g. http bearer.`,
    );
  }
  if (FORBIDDEN_HEADERS.has(lower)) {
    throw new Error(`fetch sends no header ${quoted(parameter)} of a caller's. Remove it.`);
  }
  refuseParts(parameter, schemaOf(parameter), document, ["object"]);
  return { parameter, style: undefined };
}

function queryParameter(parameter: Json, document: Json): CarriedParameter {
  const media = jsonMediaOf(parameter["content"]);
  if (media !== undefined) {
    const { content: _content, ...others } = parameter;
    return { parameter: { ...others, schema: media }, style: "json" };
  }
  const schema = schemaOf(parameter);
  const { style = "form" } = parameter;
  const { explode = style === "form" } = parameter;
  if (style === "deepObject") {
    const own = typesIn(schema, document);
    const isFlat = entriesOf(resolved(schema, document)["properties"]).every(([, property]) =>
      [...typesIn(property, document)].every((type) => type !== "array" && type !== "object"),
    );
    const { additionalProperties, allOf, anyOf, oneOf } = resolved(schema, document);
    const isPlain = [allOf, anyOf, oneOf].every((part) => part === undefined);
    const more = isRecord(additionalProperties) ? typesIn(additionalProperties, document) : [];
    const isMoreFlat = [...more].every((type) => type !== "array" && type !== "object");
    if (own.size === 1 && own.has("object") && isFlat && isPlain && isMoreFlat) {
      return { parameter, style };
    }
    refuse(parameter, "style deepObject, of more than text, numbers and booleans", "Flatten it");
  }
  refuseParts(parameter, schema, document, ["object"]);
  if (!typesIn(schema, document).has("array")) return { parameter, style: undefined };
  if (explode === true) return { parameter, style: undefined };
  if (style === "form") return { parameter, style: "," };
  if (style === "spaceDelimited") return { parameter, style: "%20" };
  if (style === "pipeDelimited") return { parameter, style: "%7C" };
  return refuse(parameter, `style ${textOf(style)}`, `Make it "form"`);
}

/** The schema of a parameter that is written in a style. */
function schemaOf(parameter: Json): unknown {
  if (isRecord(parameter["content"])) {
    const [type = "nothing"] = Object.keys(parameter["content"]);
    refuse(parameter, `a value of ${type}`, "Give it a schema");
  }
  return parameter["schema"];
}

function jsonMediaOf(content: unknown): unknown {
  const [media, ...others] = entriesOf(content);
  if (media === undefined || others.length > 0) return undefined;
  const [type, { schema = true }] = [media[0], isRecord(media[1]) ? media[1] : {}];
  return /^application\/json$/i.test(type) ? schema : undefined;
}

/** @throws Error when a value may be of one of the types, or an item one of several values. */
function refuseParts(
  parameter: Json,
  schema: unknown,
  document: Json,
  types: readonly string[],
): void {
  const own = typesIn(schema, document);
  const type = types.find((one) => own.has(one));
  if (type !== undefined)
    refuse(parameter, `values of type ${type}`, "Use text, or a query of JSON");
  const items = itemsIn(schema, document).flatMap((one) => [...typesIn(one, document)]);
  if (items.some((one) => one === "array" || one === "object")) {
    refuse(parameter, "lists of lists or objects", "Flatten them");
  }
}

function refuse(parameter: Json, what: string, next: string): never {
  throw new Error(
    `the ${textOf(parameter["in"])} parameter ${quoted(parameter)} has ${what}, which the client cannot send. ${next}.`,
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : typeof value);

const quoted = ({ name }: Json): string => JSON.stringify(name);

function resolved(schema: unknown, document: Json, hops = 0): Json {
  if (!isRecord(schema)) return {};
  const ref = schema["$ref"];
  if (typeof ref !== "string" || hops > 20) return schema;
  return { ...resolved(pointedTo(document, ref), document, hops + 1), ...schema };
}

/** Every type that a value may have as far as its schema names any, null aside. */
function typesIn(schema: unknown, document: Json, depth = 0): Set<string> {
  if (depth > 20) return new Set();
  const { type, properties, items, allOf, anyOf, oneOf } = resolved(schema, document);
  const own = [type].flat().filter((one) => typeof one === "string" && one !== "null");
  const implied = own.length > 0 ? own : [properties && "object", items && "array"].filter(Boolean);
  const parts = [allOf, anyOf, oneOf].flatMap(listOf);
  return new Set([
    ...implied.map(String),
    ...parts.flatMap((part) => [...typesIn(part, document, depth + 1)]),
  ]);
}

function itemsIn(schema: unknown, document: Json, depth = 0): unknown[] {
  if (depth > 20) return [];
  const { items, prefixItems, allOf, anyOf, oneOf } = resolved(schema, document);
  const parts = [allOf, anyOf, oneOf].flatMap(listOf);
  return [
    ...(items === undefined ? [] : [items]),
    ...listOf(prefixItems),
    ...parts.flatMap((part) => itemsIn(part, document, depth + 1)),
  ];
}
