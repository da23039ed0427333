import { isRecord } from "../src/isRecord.ts";
import type { OperationDefinition } from "../src/OperationDefinition.ts";
import { wire } from "./wireTables.ts";

/** What an error of the API says. */
interface Problem {
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
}

/** Where APIs put what they say of an error, the most telling first. */
const MESSAGES = ["message", "detail", "title", "error_description", "error"];

/**
 * What a parsed body with the status of an error says; undefined when the contract documents no body
 * for it: then something else may have answered in the API's place.
 */
export function problemOf(
  body: unknown,
  status: number,
  { method, path }: OperationDefinition,
): Problem | undefined {
  const errors = wire[`${method} ${path}`]?.errors ?? [];
  const names = [`${status}`, `${Math.floor(status / 100)}XX`, "default"];
  // Nothing, or next to nothing, would pass for "no error" where a program asks for it.
  if (!body || !names.some((name) => errors.includes(name))) return undefined;
  return { code: `HTTP_${status}`, message: messageIn(body) ?? "see details", details: body };
}

function messageIn(body: unknown): string | undefined {
  if (!isRecord(body)) return typeof body === "string" ? body : undefined;
  const { error } = body;
  return (
    (isRecord(error) ? messageIn(error) : undefined) ??
    MESSAGES.map((name) => body[name]).find((text) => typeof text === "string")
  );
}
