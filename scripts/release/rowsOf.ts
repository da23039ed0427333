import type { Comparison, ContractChange, Impact } from "../../spec/diff/diffContracts.ts";
import { placeAt, type UsedContract } from "../../packages/docs/src/changelog/partOf.ts";
import { shown, SOMETHING_ELSE, whatOf } from "../../packages/docs/src/changelog/sentenceOf.ts";
import { singly } from "../../packages/docs/src/changelog/singly.ts";
import { readApi } from "../../packages/docs/src/contract/readApi.ts";
import { usageOf } from "../../packages/docs/src/pages/usage.ts";
import { migrationOf } from "./migrationOf.ts";

/** One change of the contract, for people. Texts are markdown. */
export interface Row {
  readonly impact: Impact;
  /** The operations that it is about, or how many. */
  readonly operation: string;
  /** What of them is different, and how. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** What a caller has to do, in one line. */
  readonly migrate: string;
}

/** Nothing where it would be too long to be read in a table. */
const value = (one: unknown): string => (shown(one) === SOMETHING_ELSE ? "…" : shown(one));

/** What stands in columns of its own is not said twice. */
const withoutValues = (what: string, kind: ContractChange["kind"]): string =>
  kind === "modified"
    ? what.replace(/^(renamed|`[^`]*` changed) from .*$/su, "$1").replace(/ changed$|\.$/u, "")
    : what.replace(/\.$/u, "");

const ORDER: readonly Impact[] = ["major", "minor", "patch"];

/** The changes of a comparison, the breaking ones first, each once. */
export function rowsOf(comparison: Comparison): readonly Row[] {
  const nameIn = namer(comparison);
  const rows = comparison.changes.flatMap(singly).map((change): Row => {
    const { operations, name } = nameIn(change);
    const { before, after, kind, impact } = change;
    return {
      impact,
      operation: operations,
      what: `${name === "" ? "" : `${name}: `}${withoutValues(whatOf(change), kind)}`,
      from: kind === "modified" ? value(before?.value) : "",
      to: kind === "modified" ? value(after?.value) : "",
      migrate: migrationOf(change),
    };
  });
  const distinct = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...distinct.values()].toSorted(
    (a, b) => ORDER.indexOf(a.impact) - ORDER.indexOf(b.impact),
  );
}

/** Names the place of a change as readers of the contract do that it is in: the earlier one for what is gone. */
export function namer({ before, after }: Pick<Comparison, "before" | "after">) {
  const [old, now] = [used(before), used(after)];
  return (change: ContractChange, which = change.kind === "removed" ? "before" : "after") => {
    const pointer = (which === "before" ? change.before : change.after)?.pointer ?? change.path;
    return placeAt(pointer, which === "before" ? old : now, { operations: [] });
  };
}

function used(document: unknown): UsedContract {
  const api = readApi(document);
  return { api, usage: usageOf(api) };
}
