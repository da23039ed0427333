import { isDeepStrictEqual } from "node:util";
import type { Case } from "../cases/Case.ts";
import type { Contract } from "../contract/Contract.ts";
import { essence, isJson } from "../contract/mediaType.ts";
import { isObject } from "../contract/Place.ts";
import type { Problem } from "../contract/Problem.ts";
import { validateAnswer } from "./validateAnswer.ts";
import type { Answer } from "./validateAnswer.ts";

/**
 * Holds the answer to a case against the contract, and against what the case expects of it.
 *
 * @returns every problem that was found; none when the server does what the contract says.
 */
export function checkAnswer(contract: Contract, one: Case, answer: Answer): readonly Problem[] {
  const { operationId, expected } = one;
  const operation = contract.operations.find((other) => other.operationId === operationId);
  const pointer = operation?.pointer ?? "#/paths";
  return [
    ...validateAnswer(contract, { operationId, ...answer }),
    ...unexpected(expected, answer).map((message) => ({ message, pointer })),
  ];
}

function unexpected(expected: Case["expected"], { status, headers, body }: Answer): string[] {
  const { statuses, codes = [], allow, example } = expected;
  if (!statuses.includes(status)) return [`the status is ${status}, not ${statuses.join(" or ")}`];
  const type = essence(headers.get("content-type"));
  const value = isJson(type) ? parsed(body) : body;
  const messages: string[] = [];
  if (codes.length > 0) {
    const code = codeOf(value);
    if (!codes.some((listed) => listed === code)) {
      messages.push(`the code is ${JSON.stringify(code)}, not ${codes.join(" or ")}`);
    }
  }
  if (allow !== undefined && !sameMethods(headers.get("allow"), allow)) {
    messages.push(`Allow is ${headers.get("allow") ?? "missing"}, not ${allow.join(", ")}`);
  }
  if (example !== undefined) {
    if (type !== example.type) messages.push(`the content type is ${type}, not ${example.type}`);
    if (!isDeepStrictEqual(value, example.value)) messages.push("the body is not the example");
  }
  return messages;
}

/** Undefined stands for a body that is no JSON, which `validateAnswer` reports. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const codeOf = (body: unknown): unknown =>
  isObject(body) && isObject(body["error"]) ? body["error"]["code"] : undefined;

/** A server may answer OPTIONS and HEAD without the contract saying so. */
function sameMethods(header: string | null, allowed: readonly string[]): boolean {
  const named = new Set((header ?? "").split(",").map((method) => method.trim().toUpperCase()));
  for (const implied of ["OPTIONS", "HEAD"]) if (!allowed.includes(implied)) named.delete(implied);
  return isDeepStrictEqual(named, new Set(allowed));
}
