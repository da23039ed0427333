import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./json.ts";
import { resolve } from "./resolve.ts";

/**
 * Two contracts that refer to a shared part in the same places: where one does and the other has it
 * written in place, it is written in place in both. So are all items of a list in which some are and
 * some are not, unless both contracts refer to the same ones: Redocly takes such items for one another.
 */
export function sameReferences(
  before: Json,
  after: Json,
): readonly [before: unknown, after: unknown] {
  const meet = (one: unknown, other: unknown, above: readonly string[]): [unknown, unknown] => {
    if (Array.isArray(one) && Array.isArray(other)) return meetLists(one, other, above);
    if (!isRecord(one) || !isRecord(other)) return [one, other];
    const [from, to] = [one["$ref"], other["$ref"]];
    if (typeof from === "string" && typeof to === "string") return [one, other];
    const reference = [from, to].find((pointer) => typeof pointer === "string");
    if (typeof reference === "string") {
      if (above.includes(reference)) return [one, other];
      return meet(resolve(one, before), resolve(other, after), [...above, reference]);
    }
    const copies: [Record<string, unknown>, Record<string, unknown>] = [{ ...one }, { ...other }];
    for (const key of Object.keys(one)) {
      if (key in other) [copies[0][key], copies[1][key]] = meet(one[key], other[key], above);
    }
    return copies;
  };
  const meetLists = (
    one: readonly unknown[],
    other: readonly unknown[],
    above: readonly string[],
  ): [unknown, unknown] => {
    const references = [...referencesOf(one), ...referencesOf(other)];
    const isSame =
      isDeepStrictEqual(referencesOf(one), referencesOf(other)) ||
      references.length === one.length + other.length;
    if (!isSame && references.some((pointer) => above.includes(pointer))) return [one, other];
    const [left, right] = isSame
      ? [one, other]
      : [one.map((item) => resolve(item, before)), other.map((item) => resolve(item, after))];
    const inside = isSame ? above : [...above, ...references];
    const pairs = left.map((item, at) => meet(item, right[at], inside));
    return [
      pairs.map(([item]) => item),
      right.map((item, at): unknown => (at < pairs.length ? pairs[at]?.[1] : item)),
    ];
  };
  return meet(before, after, []);
}

const referencesOf = (items: readonly unknown[]): readonly string[] =>
  items
    .map((item) => (isRecord(item) ? item["$ref"] : undefined))
    .filter((pointer) => typeof pointer === "string")
    .toSorted();
