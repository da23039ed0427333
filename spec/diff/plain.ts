import { isRecord } from "../../scripts/isRecord.ts";
import { toOpenApi31 } from "../toOpenApi31.ts";
import { isAnnotation, mergedParts } from "./mergedParts.ts";
import { styled, withOwnParameters } from "./ownParameters.ts";
import { plainSecurity, withScopes } from "./plainAccess.ts";
import { plainSchema, plainValue } from "./plainSchema.ts";
import { byText, DATA, type Json } from "./json.ts";
import { resolve } from "./resolve.ts";
import { usedParts } from "./usedParts.ts";

/** Members whose keys are names that the author chose, which may well be `required` or `const`. */
const NAMED =
  /^(?:\$defs|callbacks|content|dependentSchemas|encoding|headers|links|parameters|paths|patternProperties|properties|requestBodies|responses|schemas|securitySchemes|variables|webhooks)$/u;

/** Those of them whose values are schemas. */
const SCHEMAS = /^(?:\$defs|dependentSchemas|patternProperties|properties|schemas)$/u;

/** Lists that are sets. */
const SETS = /^(?:enum|required|type|tags)$/u;

/** What says no more than nothing does. */
const DEFAULTS: Json = {
  additionalProperties: true,
  allowEmptyValue: false,
  allowReserved: false,
  deprecated: false,
  items: true,
  minItems: 0,
  minLength: 0,
  minProperties: 0,
  readOnly: false,
  required: false,
  unevaluatedItems: true,
  unevaluatedProperties: true,
  uniqueItems: false,
  writeOnly: false,
};

/** What says nothing when nothing is in it. */
const EMPTY =
  /^(?:additionalProperties|callbacks|content|dependentRequired|dependentSchemas|encoding|examples|headers|items|links|parameters|patternProperties|properties|propertyNames|required|servers|tags|unevaluatedItems|unevaluatedProperties|variables)$/u;

/** More is not written in place at one place, as schemas that hold one another would never end. */
const MOST_IN_PLACE = 500;

/** Nor is it written deeper, as Redocly reads nothing that is nested more than 100 times. */
const DEEPEST_IN_PLACE = 8;

interface Scope {
  readonly document: Json;
  readonly above: readonly string[];
  /** How much may still be written in place; undefined outside of what is. */
  readonly budget: { left: number } | undefined;
}

/**
 * A bundled contract said in one way of those that mean the same: sets in one order, no member that
 * says what holds anyway, the style of every parameter, paths in place and their parameters as those of
 * each operation, `allOf` as the one schema that it describes where that is simple, OpenAPI 3.0 as 3.1.
 *
 * @returns a copy, without the components that nothing refers to
 */
export function plain(contract: Json): Json {
  const is30 = String(contract["openapi"]).startsWith("3.0");
  const document = withOwnParameters(is30 ? toOpenApi31(contract) : contract);
  const said = rewrite(document, { document, above: [], budget: undefined });
  return isRecord(said) ? usedParts(withoutDefinitions(said)) : document;
}

function rewrite(node: unknown, scope: Scope): unknown {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, scope));
  if (!isRecord(node)) return node;
  const { document, above, budget } = scope;
  if (budget !== undefined) {
    budget.left -= 1;
    if (budget.left < 0) return node;
  }
  const pointer = node["$ref"];
  if (typeof pointer === "string" && !above.includes(pointer)) {
    const whole = inPlace(node, pointer, document);
    const said = whole === undefined ? undefined : rewriteTarget(whole, pointer, scope);
    if (said !== undefined) return said;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(withScopes(styled(node, document)))) {
    if (isNothing(key, value)) continue;
    if (SETS.test(key) && Array.isArray(value)) copy[key] = plainSet(key, value);
    else if (key === "security" && Array.isArray(value)) copy[key] = plainSecurity(value);
    else if (key === "mapping" && isRecord(value)) copy[key] = byPointers(value, document);
    else if (key === "const" || key === "default") copy[key] = plainValue(value);
    else if (DATA.test(key)) copy[key] = value;
    else if (NAMED.test(key) && isRecord(value)) copy[key] = eachRewritten(key, value, scope);
    else copy[key] = rewrite(value, scope);
  }
  return mergedParts(plainSchema(copy, document), (part) => {
    const name = isRecord(part) ? part["$ref"] : undefined;
    if (typeof name !== "string") return part;
    return above.includes(name) ? undefined : rewriteTarget(resolve(part, document), name, scope);
  });
}

/** What a reference leads to, rewritten; undefined where that is too much. */
function rewriteTarget(target: unknown, pointer: string, scope: Scope): unknown {
  if (scope.above.length >= DEEPEST_IN_PLACE) return undefined;
  const budget = scope.budget ?? { left: MOST_IN_PLACE };
  const said = rewrite(target, { ...scope, above: [...scope.above, pointer], budget });
  return budget.left < 0 ? undefined : said;
}

function isNothing(key: string, value: unknown): boolean {
  if (key in DEFAULTS && DEFAULTS[key] === value) return true;
  const isEmpty = Array.isArray(value)
    ? value.length === 0
    : isRecord(value) && Object.keys(value).length === 0;
  return isEmpty && EMPTY.test(key);
}

const PART = /^#\/components\/(?!callbacks\/|pathItems\/)\w+\/[^/]+$/u;

/**
 * A reference and what is said beside it as one, as Redocly compares no more than what it leads to, and
 * so what is no shared part; undefined where both judge the same in different ways.
 */
function inPlace(
  { $ref: _reference, ...beside }: Json,
  pointer: string,
  document: Json,
): Json | undefined {
  const said = Object.keys(beside);
  if (said.length === 0 && PART.test(pointer)) return undefined;
  const target = resolve({ $ref: pointer }, document);
  if (!isRecord(target)) return undefined;
  const isSaid = said.every((key) => isAnnotation(key) || !(key in target));
  return isSaid ? { ...target, ...beside } : undefined;
}

const eachRewritten = (key: string, map: Json, scope: Scope): Json =>
  Object.fromEntries(
    Object.entries(map).map(([name, value]) => [
      name,
      value === true && SCHEMAS.test(key) ? {} : rewrite(value, scope),
    ]),
  );

function plainSet(key: string, values: readonly unknown[]): readonly unknown[] {
  const distinct = [...new Set(key === "enum" ? values.map(plainValue) : values)];
  return distinct.toSorted(byText);
}

/** What tells kinds apart may lead to schemas by their names alone. */
function byPointers(mapping: Json, document: Json): Json {
  const entries = Object.entries(mapping).map(([value, name]): [string, unknown] => {
    const pointer = `#/components/schemas/${String(name)}`;
    return [value, resolve({ $ref: pointer }, document) === undefined ? name : pointer];
  });
  return Object.fromEntries(entries);
}

/** Definitions within schemas stand where they are referred to, but for those that hold themselves. */
function withoutDefinitions(document: Json): Json {
  if (/"\$ref":"#[^"]*\/\$defs\//u.test(JSON.stringify(document))) return document;
  const said: unknown = JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === "$defs" ? undefined : value,
  );
  return isRecord(said) ? said : document;
}
