import type { Operation } from "../contract/Contract.ts";
import type { Case, CaseRequest, Expectation } from "./Case.ts";

/** A case of an operation; `what` goes on where its operationId ends. */
export function makeCase(
  { operationId }: Operation,
  kind: Case["kind"],
  what: string,
  request: CaseRequest,
  expected: Expectation,
): Case {
  return { name: `${operationId} ${what}`, operationId, kind, request, expected };
}
