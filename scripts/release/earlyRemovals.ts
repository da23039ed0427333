import type { Comparison, ContractChange } from "../../spec/diff/diffContracts.ts";
import type { Json } from "../../spec/diff/json.ts";
import { resolve } from "../../spec/diff/resolve.ts";
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
    // What is in something that may go may go with it.
    const reasons = [place, ...holdersOf(place)].map((pointer) =>
      reasonAgainst(deprecationAt(pointer, comparison.before), today),
    );
    const reason = reasons[0];
    if (reason === undefined || reasons.includes(undefined)) return [];
    const { operations, name } = nameIn(
      { ...change, before: { pointer: place, value: undefined } },
      "before",
    );
    const said = [operations, name].filter((part) => part !== "").join(", ");
    return [{ name: said === "" ? `\`${place}\`` : said, reason }];
  });
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** Pointers to all that a place is in, but for references to that. */
const holdersOf = (pointer: string): readonly string[] => {
  const keys = pointer.split("/");
  return keys.slice(2).map((_key, at) => keys.slice(0, at + 2).join("/"));
};

/** Where the earlier contract has the operation, parameter or property that a change takes away. */
function placeOfNamed({
  kind,
  impact,
  typeName,
  path,
  property,
  before,
}: ContractChange): string | undefined {
  const pointer = before?.pointer;
  if (pointer === undefined || kind === "added") return undefined;
  const isGone = kind === "removed";
  // Such as a header's name in another case.
  if (!isGone && impact === "patch") return undefined;
  switch (typeName) {
    case "Operation":
      return isGone || property === "operationId"
        ? pointer.replace(/\/operationId$/u, "")
        : undefined;
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
  const schema = isParameter(place) ? resolve(place["schema"], contract) : undefined;
  const said = [place, schema].filter(isRecord).filter((node) => node["deprecated"] === true);
  const sunsets = said.map((node) => node["x-sunset"]).filter((day) => typeof day === "string");
  return { deprecated: said.length > 0, sunset: sunsets.toSorted().at(-1) };
}

const isParameter = (node: unknown): node is Json =>
  isRecord(node) && typeof node["in"] === "string";

function reasonAgainst({ deprecated, sunset }: Deprecation, today: string): string | undefined {
  if (!deprecated) return "no released contract deprecates it";
  if (sunset === undefined) return "no released contract says from which day it may be removed";
  return sunset > today ? `it may be removed from ${sunset} on` : undefined;
}
