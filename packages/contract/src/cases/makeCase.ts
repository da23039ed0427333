import type { Operation } from "../contract/Contract.ts";
import { acceptance, refusal } from "./expectations.ts";
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

/** A case of what the schemas allow. */
export const accepted = (operation: Operation, what: string, request: CaseRequest): Case =>
  makeCase(operation, "accepted input", what, request, acceptance(operation));

/** A case of what the schemas forbid. */
export const refused = (operation: Operation, what: string, request: CaseRequest): Case =>
  makeCase(operation, "refused input", what, request, refusal(operation, 400));
