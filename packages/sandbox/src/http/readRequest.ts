import type { KnownRequestPart, RequestIssue } from "@ev-charger/types";
import type { Contract } from "../contract/Contract.ts";
import { isJson, type Json } from "../contract/Json.ts";
import type { Parameter } from "../contract/Operation.ts";
import { MOST_ISSUES } from "../contract/validators.ts";
import { invalid } from "./Refusal.ts";

/** Turns the texts of a query into the values that its schema speaks of. What cannot be turned stays. */
export type ReadQuery = (query: Json) => Json;

/** How the query of an operation is read; parameters that the contract does not have are dropped. */
export function queryReader(contract: Contract, parameters: readonly Parameter[]): ReadQuery {
  const readers = parameters
    .filter((parameter) => parameter.in === "query")
    .map(({ name, schema }) => [name, readerOf(contract.resolve(schema))] as const);
  return (query) => {
    const values: Record<string, unknown> = {};
    for (const [name, read] of readers) {
      const value = query[name];
      if (value !== undefined) values[name] = typeof value === "string" ? read(value) : value;
    }
    return values;
  };
}

function readerOf({ type }: Json): (text: string) => unknown {
  switch (type) {
    case "integer":
      return (text) => numberIn(text, /^-?(?:0|[1-9]\d*)$/);
    case "number":
      return (text) => numberIn(text, /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/);
    case "boolean":
      return (text) => (text === "true" ? true : text === "false" ? false : text);
    default:
      return (text) => text;
  }
}

/** A number that would lose digits stays a text, which no schema of a number accepts. */
function numberIn(text: string, form: RegExp): number | string {
  const number = Number(text);
  const isExact = !Number.isInteger(number) || Number.isSafeInteger(number);
  return form.test(text) && isExact ? number : text;
}

/**
 * Sees that the query of a URL is escaped as it should be; that of the path the router looks after.
 *
 * @throws Refusal `INVALID_REQUEST` naming the parameters that are not.
 */
export function checkEscapes(url: string): void {
  if (!url.includes("%")) return;
  const [, ...queries] = url.split("?");
  const parts = queries.join("?").split("&");
  const broken = parts.filter((part) => !isEscaped(part)).slice(0, MOST_ISSUES);
  const message = "has a % that begins no character";
  const issues = broken.map((part) => ({
    in: "query",
    field: part.split("=", 1)[0] ?? "",
    message,
  }));
  if (issues.length > 0) throw invalid(issues);
}

function isEscaped(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Sees that a part of a request has no text that cannot be kept: NUL, or half of a pair of surrogates.
 * It goes through without recursion, however deep the part is.
 *
 * @throws Refusal `INVALID_REQUEST` naming the places.
 */
export function checkTexts(where: KnownRequestPart, part: unknown): void {
  const issues: RequestIssue[] = [];
  const add = (pointer: string): void => {
    issues.push({ in: where, field: fieldOf(where, pointer), message: BROKEN });
    // A place deep inside has a long name, and counts as several.
    room -= Math.ceil((pointer.length + 1) / LONG);
  };
  const waiting: (readonly [pointer: string, value: unknown])[] = [["", part]];
  let room = MOST_ISSUES;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (room <= 0) break;
    const [pointer, value] = next;
    if (typeof value === "string") {
      if (isBroken(value)) add(pointer);
    } else if (Array.isArray(value) || isJson(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (room > 0 && isBroken(name)) add(pointer);
        waiting.push([`${pointer}/${name}`, member]);
      }
    }
  }
  if (issues.length > 0) throw invalid(issues);
}

const LONG = 256;

const BROKEN = "has text with NUL or half of a surrogate pair";

/** With the flag `u`, only half a pair counts as a surrogate. */
const isBroken = (text: string): boolean => /[\0\p{Surrogate}]/u.test(text);

/** A parameter is called by its name, a place in a body by its JSON Pointer. */
export const fieldOf = (where: KnownRequestPart, pointer: string): string =>
  where === "body" ? pointer : (pointer.split("/")[1] ?? "");
