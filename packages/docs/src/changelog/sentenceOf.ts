import type { ContractChange } from "../../../../spec/diffContracts.ts";
import { isObject } from "../../../contract/src/contract/Place.ts";
import type { Api } from "../contract/readApi.ts";

/** A longer value says less than that it is another one. */
const LONGEST = 60;

/**
 * A change as a sentence: where a reader meets it, and what is different.
 *
 * @param newest The contract whose operations the site has pages for.
 */
export function sentenceOf(change: ContractChange, newest: Api): string {
  const name = nameOf(change);
  const where = [operationOf(change, newest), name === "" ? "" : `\`${name}\``]
    .filter((part) => part !== "")
    .join(", ");
  return where === "" ? whatOf(change) : `${where}: ${whatOf(change)}`;
}

/** The operation that a change is first met in, with a link as long as there is one. */
function operationOf({ path }: ContractChange, newest: Api): string {
  const [, pathKey, method] = /^#\/paths\/([^/]+)\/([a-z]+)(?:\/|$)/u.exec(path) ?? [];
  if (pathKey === undefined || method === undefined) {
    const [, whole] = /^#\/paths\/([^/]+)$/u.exec(path) ?? [];
    return whole === undefined ? "" : `\`${unescaped(whole)}\``;
  }
  const endpoint = `${method.toUpperCase()} ${unescaped(pathKey)}`;
  const operation = newest.operations.find((one) => `${one.method} ${one.path}` === endpoint);
  return operation === undefined
    ? `\`${endpoint}\``
    : `[\`${endpoint}\`](operation:${operation.operationId})`;
}

/** What the part is called, such as `Thing.size` for a property, or the name of a parameter. */
function nameOf({ path, typeName, before, after }: ContractChange): string {
  const value = after?.value ?? before?.value;
  if (typeName === "Parameter" && isObject(value) && typeof value["name"] === "string") {
    return value["name"];
  }
  const pointer = (after ?? before)?.pointer ?? path;
  const keys = pointer.slice(2).split("/").map(unescaped);
  if (keys[0] !== "components") return "";
  const properties = keys.flatMap((key, index) => (keys[index - 1] === "properties" ? [key] : []));
  return [keys[2], ...properties].join(".");
}

function whatOf({ kind, typeName, property, messages, before, after }: ContractChange): string {
  if (property === "deprecated")
    return after?.value === true ? "deprecated." : "no longer deprecated.";
  if (messages.length > 0) return messages.join(" ");
  if (kind === "added") return `new ${wordOf(typeName)}${summaryOf(after?.value)}.`;
  if (kind === "removed") return `the ${wordOf(typeName)} is gone.`;
  if (property === undefined) return "changed.";
  if (Array.isArray(before?.value) && Array.isArray(after?.value)) {
    return `\`${property}\` ${difference(before.value, after.value)}.`;
  }
  const [from, to] = [shown(before?.value), shown(after?.value)];
  if (from === undefined || to === undefined) return `\`${property}\` is another one.`;
  return `\`${property}\` changed from ${from} to ${to}.`;
}

/** What a list gained and lost. */
function difference(before: readonly unknown[], after: readonly unknown[]): string {
  const some = (values: readonly unknown[]): string =>
    values.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  const gained = after.filter((value) => !before.includes(value));
  const lost = before.filter((value) => !after.includes(value));
  const parts = [
    gained.length === 0 ? "" : `gained ${some(gained)}`,
    lost.length === 0 ? "" : `lost ${some(lost)}`,
  ];
  return parts.filter((part) => part !== "").join(" and ") || "is another one";
}

const wordOf = (typeName: string): string =>
  typeName === "Schema"
    ? "property"
    : typeName.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();

function summaryOf(value: unknown): string {
  const summary = isObject(value) ? value["summary"] : undefined;
  return typeof summary === "string" ? `, “${summary}”` : "";
}

/** A value in code; undefined when it is too long for a sentence. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > LONGEST ? undefined : `\`${text}\``;
}

const unescaped = (segment: string): string => segment.replaceAll("~1", "/").replaceAll("~0", "~");
