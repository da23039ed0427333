import type { ContractChange } from "../../../../spec/diff/diffContracts.ts";
import { isProse } from "../../../../spec/diff/isProse.ts";

/** What a change means for whoever uses the API, in the order of the changelog. */
export const GROUPS = ["Breaking", "Added", "Changed", "Deprecated"] as const;
export type Group = (typeof GROUPS)[number];

/** The list that a change belongs to; undefined for what nobody has to know who uses the API. */
export function groupOf(change: ContractChange): Group | undefined {
  const { kind, impact, path, property, before, after } = change;
  if (impact === "major") return "Breaking";
  if (property === "deprecated") return after?.value === true ? "Deprecated" : "Changed";
  // The way to what an operation uses begins with its path.
  const isUnused = /^#\/components(?:\/|$)/u.test(path);
  if (isProse(change) || isUnused) return undefined;
  if (kind === "added") return "Added";
  if (!Array.isArray(before?.value) || !Array.isArray(after?.value)) return "Changed";
  const { gained, lost } = difference(before.value, after.value);
  if (gained.length === 0 && lost.length === 0) return undefined;
  return property === "enum" && lost.length === 0 ? "Added" : "Changed";
}

/** What a list gained and lost, whatever its order. */
export function difference(
  before: readonly unknown[],
  after: readonly unknown[],
): { readonly gained: readonly unknown[]; readonly lost: readonly unknown[] } {
  const has = (list: readonly unknown[], value: unknown): boolean =>
    list.some((one) => JSON.stringify(one) === JSON.stringify(value));
  return {
    gained: after.filter((value) => !has(before, value)),
    lost: before.filter((value) => !has(after, value)),
  };
}
