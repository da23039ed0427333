import { isDeepStrictEqual } from "node:util";
import type { CaseKind } from "../cases/Case.ts";
import { codeOf, isSuccess } from "../contract/conventions.ts";
import { essence } from "../contract/mediaType.ts";
import type { Problem } from "../contract/Problem.ts";
import type { Check, Exchange } from "./Check.ts";

export const noServerError: Check = {
  name: "no server error",
  what: "Whatever is sent, the status is below 500, but for an example that is asked for.",
  judge: ({ operation, answer: { status }, case: { expected } }) =>
    status < 500 || expected.statuses.includes(status)
      ? []
      : [{ message: `the server failed with ${status}`, pointer: operation.pointer }],
};

export const listedCode: Check = {
  name: "listed error code",
  what: "Every 4xx has an error code that the contract lists for that status.",
  judge: ({ response, answer: { status }, json }) => {
    if (response === undefined || status < 400 || status >= 500) return undefined;
    const { codes, pointer } = response;
    return codes.length === 0 ? undefined : unlisted(json, codes, pointer);
  },
};

/** A check of the status, and of the code, that some kinds of cases expect. */
const expectation = (name: string, what: string, kinds: readonly CaseKind[]): Check => ({
  name,
  what,
  judge: (exchange) => (kinds.includes(exchange.case.kind) ? unexpected(exchange) : undefined),
});

export const acceptedInput = expectation(
  "valid input accepted",
  "What the schemas allow is answered with a success, or a documented 404, 409 or 422.",
  ["documented request", "accepted input", "page"],
);

export const refusedInput = expectation(
  "invalid input refused",
  "What the schemas forbid, and a body that is no JSON, is answered with 400 and its code.",
  ["refused input", "malformed body"],
);

export const refusedBody = expectation(
  "unsupported body refused",
  "A body that is too large, or of another media type, is answered with 413 or 415.",
  ["wrong media type", "body too large"],
);

export const authentication = expectation(
  "authentication enforced",
  "Without a key, and with an unknown one, the answer is 401.",
  ["without key", "wrong key"],
);

export const absence = expectation(
  "unknown things not found",
  "An id that does not exist, and a path outside the contract, is answered with 404.",
  ["unknown id", "unknown path"],
);

export const undeclaredMethods: Check = {
  name: "undeclared methods refused",
  what: "A method that a path does not have is answered with 405, and `Allow` names those it has.",
  judge: (exchange) => {
    const { expected, kind } = exchange.case;
    if (kind !== "undeclared method") return undefined;
    const allow = exchange.answer.headers.get("allow");
    const problems = unexpected(exchange);
    if (problems.length > 0 || sameMethods(allow, expected.allow ?? [])) return problems;
    const message = `Allow is ${allow ?? "missing"}, not ${expected.allow?.join(", ")}`;
    return [{ message, pointer: exchange.response?.pointer ?? exchange.operation.pointer }];
  },
};

export const documentedExample: Check = {
  name: "documented example",
  what: "What is asked for with `Prefer` comes as it is documented. Only mocks are asked.",
  judge: (exchange) => {
    const { example } = exchange.case.expected;
    if (example === undefined) return undefined;
    const { answer, json, operation } = exchange;
    const problems = [...unexpected(exchange)];
    const type = essence(answer.headers.get("content-type"));
    const { pointer } = operation;
    if (type !== example.type) {
      problems.push({ message: `the content type is ${type}, not ${example.type}`, pointer });
    }
    if (!isDeepStrictEqual(json ?? answer.body, example.value)) {
      problems.push({ message: "the body is not the example", pointer });
    }
    return problems;
  },
};

/** Server errors are `noServerError`'s, and other successes than the documented `documentedStatus`'. */
function unexpected({ case: one, operation, response, answer, json }: Exchange): Problem[] {
  const { statuses, codes = [] } = one.expected;
  const { status } = answer;
  const anySuccess = isSuccess(status) && statuses.some(isSuccess);
  if (status >= 500 || anySuccess) return [];
  if (!statuses.includes(status)) {
    const code = codeOf(json);
    const because = typeof code === "string" ? ` (${code})` : "";
    const message = `the status is ${status}${because}, not ${statuses.join(" or ")}`;
    return [{ message, pointer: operation.pointer }];
  }
  // A code that the status does not list is `listedCode`'s.
  const isListed = response?.codes.some((listed) => listed === codeOf(json)) === true;
  return codes.length > 0 && isListed
    ? unlisted(json, codes, response?.pointer ?? operation.pointer)
    : [];
}

function unlisted(json: unknown, codes: readonly string[], pointer: string): Problem[] {
  const code = codeOf(json);
  if (codes.some((listed) => listed === code)) return [];
  const message = `the code is ${JSON.stringify(code)}, not ${codes.join(" or ")}`;
  return [{ message, pointer }];
}

/** A server may answer OPTIONS and HEAD without the contract saying so. */
function sameMethods(header: string | null, allowed: readonly string[]): boolean {
  const named = new Set((header ?? "").split(",").map((method) => method.trim().toUpperCase()));
  for (const implied of ["OPTIONS", "HEAD"]) if (!allowed.includes(implied)) named.delete(implied);
  return isDeepStrictEqual(named, new Set(allowed));
}
