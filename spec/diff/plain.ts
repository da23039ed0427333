import { isRecord } from "../../scripts/isRecord.ts";
import { isAnnotation, mergedParts } from "./mergedParts.ts";
import { type Json, resolve } from "./resolve.ts";

/** Members whose value is data: nothing below them is rewritten. */
const DATA = /^(?:const|default|enum|example|examples|mapping|x-.*)$/u;

/** Members whose keys are names that the author chose, which may well be `required` or `const`. */
const NAMED =
  /^(?:\$defs|callbacks|content|dependentSchemas|encoding|headers|links|parameters|paths|patternProperties|properties|requestBodies|responses|schemas|securitySchemes|variables|webhooks)$/u;

/** Lists that are sets. */
const SETS = /^(?:enum|required|type|tags)$/u;

/** What says no more than nothing does. */
const DEFAULTS: Json = {
  additionalProperties: true,
  allowEmptyValue: false,
  allowReserved: false,
  deprecated: false,
  readOnly: false,
  required: false,
  uniqueItems: false,
  writeOnly: false,
};

/**
 * A bundled contract said in one way of those that mean the same: sets in one order, no member that
 * says what holds anyway, the style of every parameter, parameters of paths as those of each operation,
 * `allOf` as the one object that it describes where it is as simple as that.
 *
 * @returns a copy, without the components that nothing refers to
 */
export function plain(document: Json): Json {
  const said = rewrite(withOwnParameters(document), document, []);
  return isRecord(said) ? withoutUnused(said) : document;
}

function rewrite(node: unknown, document: Json, above: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, document, above));
  if (!isRecord(node)) return node;
  const pointer = node["$ref"];
  if (typeof pointer === "string" && Object.keys(node).length > 1 && !above.includes(pointer)) {
    const whole = withTarget(node, document);
    if (whole !== undefined) return rewrite(whole, document, [...above, pointer]);
  }
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(styled(node))) {
    if (DEFAULTS[key] === value && key in DEFAULTS) continue;
    if (key === "required" && Array.isArray(value) && value.length === 0) continue;
    if (SETS.test(key) && Array.isArray(value)) copy[key] = value.toSorted(byText);
    else if (DATA.test(key)) copy[key] = value;
    else if (NAMED.test(key) && isRecord(value)) copy[key] = eachRewritten(value, document, above);
    else copy[key] = rewrite(value, document, above);
  }
  return mergedParts(simpleSchema(copy, document), (part) => {
    const name = isRecord(part) ? String(part["$ref"]) : "";
    return above.includes(name)
      ? part
      : rewrite(resolve(part, document), document, [...above, name]);
  });
}

/**
 * A reference and what is said beside it as one, as Redocly compares no more than what it leads to;
 * undefined where both judge the same in different ways.
 */
function withTarget({ $ref: pointer, ...beside }: Json, document: Json): Json | undefined {
  const target = resolve({ $ref: pointer }, document);
  if (!isRecord(target)) return undefined;
  const isSaid = Object.keys(beside).every((key) => isAnnotation(key) || !(key in target));
  return isSaid ? { ...target, ...beside } : undefined;
}

const eachRewritten = (map: Json, document: Json, above: readonly string[]): Json =>
  Object.fromEntries(
    Object.entries(map).map(([name, value]) => [name, rewrite(value, document, above)]),
  );

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** A parameter says how it is written, even where the answer is the usual one. */
function styled(node: Json): Json {
  const { in: where, schema, style } = node;
  if (typeof where !== "string" || schema === undefined) return node;
  const usual = where === "query" || where === "cookie" ? "form" : "simple";
  return {
    ...node,
    style: style ?? usual,
    explode: node["explode"] ?? (style ?? usual) === "form",
  };
}

/** One type instead of a list of one, a set of one value instead of a constant, null as a type. */
function simpleSchema(schema: Json, document: Json): Json {
  const { const: only, ...rest } = schema;
  const said = "const" in schema && !("enum" in schema) ? { ...rest, enum: [only] } : schema;
  const { type } = said;
  if (Array.isArray(type) && type.length === 1) return { ...said, type: type[0] };
  for (const keyword of ["oneOf", "anyOf"]) {
    const kinds: unknown = said[keyword];
    if (!Array.isArray(kinds) || kinds.length !== 2) continue;
    const other = resolve(
      kinds.find((kind) => !isNull(kind)),
      document,
    );
    if (!kinds.some(isNull) || !isRecord(other) || typeof other["type"] !== "string") continue;
    if ("enum" in other || "const" in other || "properties" in other) continue;
    const { [keyword]: _kinds, ...outside } = said;
    return { ...other, ...outside, type: [other["type"], "null"].toSorted() };
  }
  return said;
}

const isNull = (schema: unknown): boolean => isRecord(schema) && schema["type"] === "null";

const METHODS = /^(?:get|put|post|delete|options|head|patch|trace|query)$/u;

function withOwnParameters(document: Json): Json {
  const paths = isRecord(document["paths"]) ? document["paths"] : {};
  const each = Object.entries(paths).map(([path, value]): [string, unknown] => {
    const item = resolve(value, document);
    if (!isRecord(item) || !Array.isArray(item["parameters"])) return [path, value];
    const { parameters: shared, ...rest } = item;
    const operations = Object.entries(rest).map(([method, operation]): [string, unknown] =>
      METHODS.test(method) && isRecord(operation)
        ? [method, { ...operation, parameters: joined(operation["parameters"], shared, document) }]
        : [method, operation],
    );
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(each) };
}

/** What an operation says of a parameter outranks what its path says. */
function joined(own: unknown, shared: readonly unknown[], document: Json): readonly unknown[] {
  const mine: readonly unknown[] = Array.isArray(own) ? own : [];
  const nameOf = (parameter: unknown): string => {
    const found = resolve(parameter, document);
    return isRecord(found) ? `${String(found["in"])} ${String(found["name"])}` : "";
  };
  const names = new Set(mine.map(nameOf));
  return [...mine, ...shared.filter((parameter) => !names.has(nameOf(parameter)))];
}

/** Every kind of shared part, so that none comes with the first part of its kind. */
const NO_PARTS = {
  schemas: {},
  responses: {},
  parameters: {},
  examples: {},
  requestBodies: {},
  headers: {},
  links: {},
  callbacks: {},
  pathItems: {},
  securitySchemes: {},
};

function withoutUnused(document: Json): Json {
  const { components = {}, ...rest } = document;
  if (!isRecord(components)) return document;
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isRecord(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "mapping" && isRecord(value)) Object.values(value).forEach(follow);
      if (key === "$ref") follow(value);
      else visit(value);
    }
  };
  const follow = (pointer: unknown): void => {
    if (typeof pointer !== "string" || used.has(pointer)) return;
    used.add(pointer);
    visit(resolve({ $ref: pointer }, document));
    const target = pointer.split("/").slice(1);
    // What lies within a component keeps all of it.
    if (target[0] === "components") used.add(`#/${target.slice(0, 3).join("/")}`);
  };
  visit(rest);
  const kept = Object.entries(components).map(([kind, members]): [string, unknown] => [
    kind,
    kind === "securitySchemes" || !isRecord(members)
      ? members
      : Object.fromEntries(
          Object.entries(members).filter(([name]) => used.has(`#/components/${kind}/${name}`)),
        ),
  ]);
  return { ...rest, components: { ...NO_PARTS, ...Object.fromEntries(kept) } };
}
