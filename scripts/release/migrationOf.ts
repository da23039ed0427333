import { shown } from "../../packages/docs/src/changelog/sentenceOf.ts";
import { difference } from "../../packages/docs/src/changelog/groupOf.ts";
import type { ContractChange } from "../../spec/diff/diffContracts.ts";
import { isRecord } from "../isRecord.ts";

/** What a caller has to do about a change, in one line of markdown. */
export function migrationOf(change: ContractChange): string {
  const { kind, typeName, property } = change;
  if (change.impact === "patch") return "";
  if (change.impact === "minor")
    return kind === "added" ? "Nothing; it may be used." : eased(change);
  const isSent = !/\/responses\//u.test(change.path);
  if (kind === "removed") return isSent ? leftOut(typeName) : missed(typeName);
  if (kind === "added") return isSent ? "Send it always." : "Be ready for it.";
  const before = change.before?.value;
  const after = change.after?.value;
  switch (property ?? "") {
    case "key":
    case "name":
      return `Use ${shown(after)} instead of ${shown(before)}.`;
    case "operationId":
      return `Call the client's ${shown(after)} instead of ${shown(before)}.`;
    case "in":
      return `Send it in the ${String(after)} instead of the ${String(before)}.`;
    case "default":
      return before === undefined
        ? "Send the value that you mean."
        : `Send ${shown(before)} where you relied on the default.`;
    case "required":
      return requiredNow(before, after, isSent);
    case "enum":
      return values(before, after);
    case "type":
    case "format":
    case "const":
      return `${isSent ? "Send" : "Expect"} ${shown(after)} instead of ${shown(before)}.`;
    case "url":
      return `Use ${shown(after)} as base URL.`;
    default:
      return isSent
        ? `Keep to the new \`${property ?? typeName}\` in what you send.`
        : `Be ready for the new \`${property ?? typeName}\`.`;
  }
}

/** What is less than a break may still be the first sign of one. */
const eased = ({ property, after }: ContractChange): string =>
  property === "deprecated" && after?.value === true
    ? "Stop using it before its sunset."
    : "Nothing.";

function leftOut(typeName: string): string {
  switch (typeName) {
    case "Operation":
    case "PathItem":
      return "Stop calling it: it is answered with 404 or 405.";
    case "Server":
      return "Use another base URL.";
    case "SecurityRequirement":
    case "SecurityScheme":
      return "Authenticate in another way.";
    case "MediaType":
      return "Send another media type.";
    default:
      return "Stop sending it.";
  }
}

function missed(typeName: string): string {
  switch (typeName) {
    case "Response":
      return "Stop waiting for this status.";
    case "MediaType":
      return "Read another media type.";
    default:
      return "Do without it.";
  }
}

function requiredNow(before: unknown, after: unknown, isSent: boolean): string {
  const { gained, lost } = difference(listOf(before), listOf(after));
  const names = (isSent ? gained : lost).map(shown).join(", ");
  const what = names === "" ? "it" : names;
  return isSent ? `Always send ${what}.` : `Check that ${what} is there before you use it.`;
}

function values(before: unknown, after: unknown): string {
  if (after === undefined) return "Be ready for any value.";
  if (before === undefined) return `Send one of ${listOf(after).map(shown).join(", ")}.`;
  const { gained, lost } = difference(listOf(before), listOf(after));
  const told = [
    lost.length > 0 ? `Stop sending ${lost.map(shown).join(", ")}.` : "",
    gained.length > 0 ? `Be ready for ${gained.map(shown).join(", ")}.` : "",
  ];
  return told.filter((part) => part !== "").join(" ");
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : isRecord(value) ? Object.keys(value) : [];
