import type { Comparison, ContractChange } from "../../spec/diff/diffContracts.ts";
import { type Json, resolve } from "../../spec/diff/resolve.ts";
import { singly } from "../../packages/docs/src/changelog/singly.ts";
import { isRecord } from "../isRecord.ts";
import { namer } from "./rowsOf.ts";

/** Something with a name that is gone before its time. */
export interface EarlyRemoval {
  /** How the changeset that allows it calls it, such as "`GET /things`, parameter `limit`". */
  readonly name: string;
  /** Why it is too early. */
  readonly reason: string;
}

const METHOD = /\/(?:get|put|post|delete|options|head|patch|trace|query)$/u;

/**
 * The operations, parameters and properties that are gone, or have another name, though the earlier
 * contract did not deprecate them, or not until a day that has come.
 *
 * @param today such as `2027-06-30`
 */
export function earlyRemovals(comparison: Comparison, today: string): readonly EarlyRemoval[] {
  const nameIn = namer(comparison);
  const found = comparison.changes.flatMap(singly).flatMap((change): EarlyRemoval[] => {
    const place = placeOfNamed(change);
    if (place === undefined) return [];
    const reason = reasonAgainst(deprecationAt(place, comparison.before), today);
    if (reason === undefined) return [];
    const { operations, name } = nameIn(
      { ...change, before: { pointer: place, value: undefined } },
      "before",
    );
    return [{ name: [operations, name].filter((part) => part !== "").join(", "), reason }];
  });
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** Where the earlier contract has the operation, parameter or property that a change takes away. */
function placeOfNamed({
  kind,
  typeName,
  path,
  property,
  before,
}: ContractChange): string | undefined {
  const pointer = before?.pointer;
  if (pointer === undefined || kind === "added") return undefined;
  const isGone = kind === "removed";
  switch (typeName) {
    case "Operation":
      return isGone || property === "operationId"
        ? pointer.replace(/\/operationId$/u, "")
        : undefined;
    case "PathItem":
      return isGone || property === "key" ? pointer : undefined;
    case "Parameter":
      return isGone || property === "name" || property === "in"
        ? pointer.replace(/\/(?:name|in)$/u, "")
        : undefined;
    case "Schema":
      return /\/properties\/[^/]+$/u.test(path) && (isGone || property === "key")
        ? pointer
        : undefined;
    default:
      return undefined;
  }
}

interface Deprecation {
  readonly deprecated: boolean;
  readonly sunset: string | undefined;
}

function deprecationAt(pointer: string, contract: Json): Deprecation {
  const place = resolve(resolve({ $ref: pointer }, contract), contract);
  // A path goes with its operations: the last of them says when.
  const nodes =
    isRecord(place) && /^#\/paths\/[^/]+$/u.test(pointer)
      ? Object.entries(place).flatMap(([key, node]) => (METHOD.test(`/${key}`) ? [node] : []))
      : [place, isRecord(place) ? resolve(place["schema"], contract) : undefined];
  const said = nodes.filter(isRecord).filter((node) => node["deprecated"] === true);
  const isPath = /^#\/paths\/[^/]+$/u.test(pointer);
  const sunsets = said.map((node) => node["x-sunset"]).filter((day) => typeof day === "string");
  return {
    deprecated: isPath ? said.length === nodes.length : said.length > 0,
    sunset: sunsets.toSorted().at(-1),
  };
}

function reasonAgainst({ deprecated, sunset }: Deprecation, today: string): string | undefined {
  if (!deprecated) return "no released contract deprecates it";
  if (sunset === undefined) return "no released contract says from which day it may be removed";
  return sunset > today ? `it may be removed from ${sunset} on` : undefined;
}
