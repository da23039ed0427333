import type { ContractChange } from "../../../../spec/diff/diffContracts.ts";
import { isObject } from "../../../contract/src/contract/Place.ts";
import { difference } from "./groupOf.ts";
import { type Contracts, partOf } from "./partOf.ts";

/** What stands for a longer value. */
export const SOMETHING_ELSE = "something else";

/** A longer value says less than that it is another one. */
const LONGEST = 60;

/** A change as a sentence, in markdown: where a reader meets it, and what is different. */
export function sentenceOf(change: ContractChange, contracts: Contracts): string {
  const text = `${partOf(change, contracts)}: ${whatOf(change)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What is different in a place, in markdown. */
export function whatOf({
  kind,
  impact,
  path,
  typeName,
  property,
  messages,
  ...change
}: ContractChange): string {
  const before = change.before?.value;
  const after = change.after?.value;
  const isBranch = kind !== "modified" && /\/(?:all|any|one)Of\/\d+$/u.test(path);
  const said = messages.map((one) => one.charAt(0).toLowerCase() + one.slice(1)).join(" ");
  // What is said of less than a break is our own; of breaks, Redocly says only this better.
  if (said !== "" && (impact !== "major" || isBranch)) return said;
  if (property === "deprecated") return after === true ? "deprecated." : "no longer deprecated.";
  if (/^(?:AllOf|AnyOf|OneOf)$/u.test(typeName)) {
    const keyword = typeName.charAt(0).toLowerCase() + typeName.slice(1);
    return `\`${keyword}\` ${kind === "added" ? "added" : "removed"}.`;
  }
  if (kind === "added") return addition(typeName, after);
  if (kind === "removed") return "removed.";
  if (property === "required" && typeof (after ?? before) === "boolean") {
    return after === true ? "required now." : "no longer required.";
  }
  // Nothing required is the same as no list of it; no list of values is another matter.
  if (property === "required" || (Array.isArray(before) && Array.isArray(after))) {
    return listChange(property ?? "", listOf(before), listOf(after));
  }
  const [from, to] = [shown(before), shown(after)];
  if (property === "key" || property === "name") return `renamed from ${from} to ${to}.`;
  return `\`${property ?? ""}\` changed from ${from} to ${to}.`;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function addition(typeName: string, value: unknown): string {
  const { summary, required } = isObject(value) ? value : {};
  if (typeName === "Operation") {
    return `new operation${typeof summary === "string" ? `, “${summary}”` : ""}.`;
  }
  return typeName !== "Schema" && required === true ? "new, and required." : "new.";
}

function listChange(
  property: string,
  before: readonly unknown[],
  after: readonly unknown[],
): string {
  const { gained, lost } = difference(before, after);
  const some = (values: readonly unknown[]): string => values.map(shown).join(", ");
  const [more, less] =
    property === "required"
      ? (["required now: ", "no longer required: "] as const)
      : ([`\`${property}\` gained `, `\`${property}\` lost `] as const);
  const parts = [
    gained.length === 0 ? "" : more + some(gained),
    lost.length === 0 ? "" : less + some(lost),
  ];
  return `${parts.filter((part) => part !== "").join("; ") || "in another order"}.`;
}

/** A value in code, as long as it fits. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST || text.includes("`") ? SOMETHING_ELSE : `\`${text}\``;
}
