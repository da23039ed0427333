import type { Contract } from "./Contract.ts";
import { isJson, itemsOf, type Json } from "./Json.ts";

/**
 * A schema of the contract as fast-json-stringify does best with it: without `$ref`, and with open
 * sets and nullable values said in one type, where `anyOf` would have every value validated first.
 * Properties that the schema does not name are left out of what is sent.
 */
export function serializable(contract: Contract, schema: Json): Json {
  return new Simplifier(contract).simplify(schema);
}

class Simplifier {
  readonly #contract: Contract;

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  simplify(schema: unknown): Json {
    const node = this.#contract.resolve(schema);
    const variants = itemsOf(node["anyOf"] ?? node["oneOf"]);
    if (variants.length > 0) return this.#union(variants);
    const parts = itemsOf(node["allOf"]);
    if (parts.length > 0) return this.#merge([...parts, { ...node, allOf: [] }], true);
    const { type, enum: values, const: constant } = node;
    if (Array.isArray(type)) {
      const [single, ...others] = itemsOf(type).filter((one) => one !== "null");
      return others.length > 0 ? {} : this.#nullable({ type: single });
    }
    if (type === "object") return this.#object(node);
    if (type === "array") return { type, items: this.simplify(node["items"]) };
    // A time needs no escaping, and fast-json-stringify knows.
    if (type === "string" && node["format"] === "date-time") return { type, format: "date-time" };
    if (typeof type === "string") return { type };
    const known = values === undefined ? [constant] : itemsOf(values);
    return known.every((value) => typeof value === "string") ? { type: "string" } : {};
  }

  #object(node: Json): Json {
    const properties = isJson(node["properties"]) ? node["properties"] : {};
    const names = Object.keys(properties);
    const open = names.length === 0 || isOpen(node);
    return {
      type: "object",
      properties: Object.fromEntries(
        names.map((name) => [name, this.simplify(properties[name])] as const),
      ),
      ...(open && { additionalProperties: true }),
    };
  }

  #union(variants: readonly unknown[]): Json {
    const resolved = variants.map((variant) => this.#contract.resolve(variant));
    const present = resolved.filter(({ type }) => type !== "null");
    const simple = present.map((variant) => this.simplify(variant));
    const types = new Set(simple.map(({ type }) => type));
    const [first = {}] = simple;
    const one =
      types.size > 1
        ? {}
        : first["type"] === "object" && simple.length > 1
          ? this.#merge(present, false)
          : first;
    return present.length < resolved.length ? this.#nullable(one) : one;
  }

  /** One object with the properties of all; `same` when all of them hold at once, as in `allOf`. */
  #merge(parts: readonly unknown[], same: boolean): Json {
    const properties: Record<string, Json> = {};
    let open = false;
    for (const part of parts) {
      const own = this.simplify({ type: "object", ...withoutEmpty(this.#contract.resolve(part)) });
      const named = isJson(own["properties"]) ? own["properties"] : {};
      // That a part names no property says nothing about those of the others.
      if (isOpen(own) && Object.keys(named).length > 0) open = true;
      for (const [name, schema] of Object.entries(named)) {
        const known = properties[name];
        const simple = isJson(schema) ? schema : {};
        const differs = known !== undefined && JSON.stringify(known) !== JSON.stringify(simple);
        properties[name] = differs && !same ? {} : simple;
      }
    }
    return { type: "object", properties, ...(open && { additionalProperties: true }) };
  }

  /** A type that accepts anything says so without a word about null. */
  #nullable(schema: Json): Json {
    return schema["type"] === undefined ? schema : { ...schema, nullable: true };
  }
}

/** Whether a schema says of properties that it does not name what they may be. */
const isOpen = ({ additionalProperties: more }: Json): boolean => more === true || isJson(more);

function withoutEmpty({ allOf, ...rest }: Json): Json {
  return Array.isArray(allOf) && allOf.length > 0 ? { ...rest, allOf } : rest;
}
