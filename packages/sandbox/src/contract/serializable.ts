import type { Contract } from "./Contract.ts";
import { isJson, itemsOf, type Json } from "./Json.ts";

/**
 * A schema of the contract as fast-json-stringify does best with it: without `$ref`, and with open
 * sets and nullable values said in one type, where `anyOf` would have every value validated first.
 * What has no such form becomes `{}`, which is sent as JSON.stringify writes it. Properties that the
 * schema of an object does not name are left out of what is sent.
 */
export function serializable(contract: Contract, schema: Json): Json {
  return new Simplifier(contract).simplify(schema);
}

/** Keywords that change nothing about how a value is written. */
const NEUTRAL = new Set(
  [
    ["title", "description", "default", "examples", "example", "deprecated", "$comment"],
    ["readOnly", "writeOnly", "externalDocs", "xml", "discriminator", "$defs"],
    ["required", "minProperties", "maxProperties", "minItems", "maxItems", "uniqueItems"],
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
    ["minLength", "maxLength", "pattern", "not"],
  ].flat(),
);

class Simplifier {
  readonly #contract: Contract;
  /** Those that are being simplified: one that comes again inside itself has no finite form. */
  readonly #within = new Set<Json>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  simplify(schema: unknown): Json {
    const node = this.#resolved(schema);
    if (node === undefined || this.#within.has(node)) return {};
    this.#within.add(node);
    const simple = this.#node(node);
    this.#within.delete(node);
    return simple;
  }

  #node(node: Json): Json {
    const { anyOf, oneOf, allOf, type } = node;
    if (hasOnly(node, "anyOf") && anyOf !== undefined) return this.#union(itemsOf(anyOf));
    if (hasOnly(node, "oneOf") && oneOf !== undefined) return this.#union(itemsOf(oneOf));
    if (allOf !== undefined) return this.#merge(node);
    if (!Array.isArray(type)) return this.#typed(node, type);
    const [single, ...others] = itemsOf(type).filter((one) => one !== "null");
    if (single === undefined || others.length > 0) return {};
    const simple = this.#typed(node, single);
    return type.includes("null") ? nullable(simple) : simple;
  }

  #typed(node: Json, type: unknown): Json {
    switch (type) {
      case "object":
        return hasOnly(node, "type", "properties", "additionalProperties")
          ? this.#object(node)
          : {};
      case "array":
        return hasOnly(node, "type", "items") ? { type, items: this.simplify(node["items"]) } : {};
      case "string":
        if (!hasOnly(node, "type", "format", "enum", "const")) return {};
        return node["format"] === "date-time" ? { type, format: "date-time" } : { type };
      case "integer":
      case "number":
      case "boolean":
        return hasOnly(node, "type", "format", "enum", "const") ? { type } : {};
      case undefined:
        return hasOnly(node, "enum", "const") && isTexts(node) ? { type: "string" } : {};
      default:
        return {};
    }
  }

  #object(node: Json): Json {
    const properties = isJson(node["properties"]) ? node["properties"] : {};
    const names = Object.keys(properties);
    return {
      type: "object",
      properties: Object.fromEntries(
        names.map((name) => [name, this.simplify(properties[name])] as const),
      ),
      ...((names.length === 0 || isOpen(node)) && { additionalProperties: true }),
    };
  }

  #union(variants: readonly unknown[]): Json {
    const present = variants.filter((variant) => this.#resolved(variant)?.["type"] !== "null");
    const simple = present.map((variant) => this.simplify(variant));
    const [first = {}, ...others] = simple.map(withoutNull);
    const all = [first, ...others];
    const one = others.every((other) => isSame(other, first))
      ? first
      : all.every(({ type, additionalProperties }) => type === "object" && !additionalProperties)
        ? { type: "object", properties: together(all) }
        : {};
    const mayBeNull = present.length < variants.length || simple.some((each) => each["nullable"]);
    return mayBeNull ? nullable(one) : one;
  }

  /** One object with the properties of all that `allOf` puts together, and of what stands beside it. */
  #merge({ allOf, ...own }: Json): Json {
    const parts = [...itemsOf(allOf), own].filter((part) => !isJson(part) || !hasOnly(part));
    const [single, ...others] = parts;
    if (others.length === 0) return this.simplify(single);
    const simple: Json[] = [];
    let open = false;
    for (const part of parts) {
      const node = this.#resolved(part);
      // Beside objects, one that names properties without a type is an object.
      const typed = node?.["properties"] && !node["type"] ? { type: "object", ...node } : part;
      const object = this.simplify(typed);
      if (object["type"] !== "object" || object["nullable"] === true) return {};
      // That a part names no property says nothing about those of the others.
      const isSilent = node !== undefined && hasOnly(node, "type");
      open ||= !isSilent && isOpen(object);
      simple.push(object);
    }
    const properties = together(simple);
    const isMap = open || Object.keys(properties).length === 0;
    return { type: "object", properties, ...(isMap && { additionalProperties: true }) };
  }

  /** The schema itself; undefined when it is a boolean, or says more beside a `$ref`. */
  #resolved(schema: unknown): Json | undefined {
    let node = schema;
    while (isJson(node) && node["$ref"] !== undefined) {
      if (!hasOnly(node, "$ref")) return undefined;
      node = this.#contract.follow(node);
    }
    return isJson(node) ? node : undefined;
  }
}

/** The properties of all; one that differs among them may be anything. */
function together(objects: readonly Json[]): Json {
  const properties = new Map<string, unknown>();
  for (const { properties: named } of objects) {
    for (const [name, schema] of Object.entries(isJson(named) ? named : {})) {
      const differs = properties.has(name) && !isSame(properties.get(name), schema);
      properties.set(name, differs ? {} : schema);
    }
  }
  return Object.fromEntries(properties);
}

/** Whether a schema has no keyword but those and neutral ones. */
const hasOnly = (node: Json, ...keywords: readonly string[]): boolean =>
  Object.keys(node).every(
    (key) => keywords.includes(key) || NEUTRAL.has(key) || key.startsWith("x-"),
  );

/** Whether only texts are allowed. */
function isTexts({ enum: values, const: constant }: Json): boolean {
  const known = values === undefined ? [constant] : itemsOf(values);
  return known.length > 0 && known.every((value) => typeof value === "string");
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A type that accepts anything says so without a word about null. */
const nullable = (schema: Json): Json =>
  schema["type"] === undefined ? schema : { ...schema, nullable: true };

const withoutNull = (schema: Json): Json =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "nullable"));

/** Whether a schema says of properties that it does not name what they may be. */
const isOpen = ({ additionalProperties: more }: Json): boolean => more === true || isJson(more);
