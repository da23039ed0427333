import { isRecord } from "../isRecord.ts";
import { entriesOf, type Json } from "./parts.ts";

/** JSON among the media types of a message. */
export interface JsonBody {
  /** What the message is called on the wire. */
  readonly type: string;
  /** True, for any value, where the contract names none. */
  readonly schema: unknown;
}

/** The media types that a `content` has, without their parameters. */
export const mediaTypesOf = (content: unknown): string[] =>
  entriesOf(content).map(([type]) => essence(type));

const essence = (type: string): string => (type.split(";")[0] ?? "").trim().toLowerCase();

/**
 * The JSON of a message: `application/json` before types that are built upon it, and these before
 * ranges that allow it. Undefined when there is none.
 */
export function jsonOf(content: unknown): JsonBody | undefined {
  const all = entriesOf(content).map(([type, media]) => {
    const schema = isRecord(media) ? media["schema"] : undefined;
    return { type: essence(type), schema: schema ?? true };
  });
  const named = (pattern: RegExp) => all.find(({ type }) => pattern.test(type));
  const body =
    named(/^application\/json$/) ??
    named(/^application\/[\w.!#$&^-]+\+json$/) ??
    named(/^(?:application|\*)\/\*$/);
  if (body === undefined) return undefined;
  return body.type.endsWith("*") ? { ...body, type: "application/json" } : body;
}

/** Statuses whose answers never have a body. */
const BODILESS = new Set(["204", "205"]);

/** What a range of successes is written as, where it stands for those that are not documented. */
const SUCCESSES = ["200", "201", "202", "203", "206", "207"];

/**
 * The responses that the client takes, by status: successes and errors, and none in between.
 *
 * @param follow Follows the reference of a response.
 */
export function expandedResponses(
  responses: unknown,
  follow: (response: unknown) => Json,
): [status: string, response: Json][] {
  const named = new Map(
    entriesOf(responses).map(([status, response]) => [
      status.replace(/xx$/i, "XX"),
      follow(response),
    ]),
  );
  const exact = [...named].filter(([status]) => /^2\d\d$/.test(status));
  // Without another, what holds for all statuses holds for successes.
  const range = named.get("2XX") ?? (exact.length === 0 ? named.get("default") : undefined);
  const others = [...named].filter(([status]) => /^(?:[45](?:\d\d|XX)|default)$/.test(status));
  if (range === undefined) return [...exact, ...others];
  const isEmpty = entriesOf(range["content"]).length === 0;
  const filled = (isEmpty ? [...SUCCESSES, ...BODILESS] : SUCCESSES)
    .filter((status) => !named.has(status))
    .map((status): [string, Json] => [status, range]);
  return [...exact, ...filled, ...others];
}

/** Whether an answer to the method, with the status, never has a body. */
export const isBodiless = (method: string, status: string): boolean =>
  method === "head" || BODILESS.has(status);
