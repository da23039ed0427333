import { isJson, type Json } from "../../src/contract/Json.ts";

/**
 * The contract as if it were never to grow: with the codes, the values and the properties that it
 * names, and no others. What a server of today answers keeps to that, too.
 */
export function closed(document: Json): Json {
  const composed = new Set(composedIn(document));
  const close = (node: unknown, name = ""): unknown => {
    if (Array.isArray(node)) return node.map((item) => close(item));
    if (!isJson(node)) return node;
    const entries = Object.entries(node).map(([key, member]) => [
      key,
      key === "anyOf" && Array.isArray(member) ? knownOf(member) : close(member, key),
    ]);
    const isOpen =
      !isJson(node["properties"]) || "additionalProperties" in node || composed.has(name);
    return { ...Object.fromEntries(entries), ...(!isOpen && { unevaluatedProperties: false }) };
  };
  const result = close(document);
  return isJson(result) ? result : {};
}

/** Of an open set, what is known of it. */
function knownOf(variants: readonly unknown[]): readonly unknown[] {
  const known = variants.filter((variant) => isJson(variant) && !endsIn(variant, "/ErrorUnknown"));
  const isOpenSet = known.some((variant) => isJson(variant) && /\/Known\w+$/.test(refOf(variant)));
  return isOpenSet ? known.filter((variant) => isJson(variant) && refOf(variant) !== "") : known;
}

/** The names of the schemas that others are composed of: what is added there is not theirs to refuse. */
function composedIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(composedIn);
  if (!isJson(node)) return [];
  const { allOf } = node;
  const parts: readonly unknown[] = Array.isArray(allOf) ? allOf : [];
  const names = parts.flatMap((part) =>
    isJson(part) ? [refOf(part).split("/").at(-1) ?? ""] : [],
  );
  return [...names, ...Object.values(node).flatMap(composedIn)];
}

const refOf = ({ $ref }: Json): string => (typeof $ref === "string" ? $ref : "");
const endsIn = (node: Json, end: string): boolean => refOf(node).endsWith(end);
