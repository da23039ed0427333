import { acceptance } from "../cases/expectations.ts";
import { makeCase } from "../cases/makeCase.ts";
import { requestOf } from "../cases/requestOf.ts";
import type { Contract } from "../contract/Contract.ts";
import type { Problem } from "../contract/Problem.ts";
import type { Answer } from "./Answer.ts";
import { emptyMemory } from "./Check.ts";
import {
  documentedBody,
  documentedContentType,
  documentedHeaders,
  documentedStatus,
} from "./documented.ts";
import { exchangeOf } from "./exchangeOf.ts";

/**
 * Holds an answer to an operation against the contract: its status, its required headers and the
 * values of documented ones, its content type, and its body by the schema of that status.
 *
 * @returns every problem that was found; none when the answer is as documented.
 * @throws Error when the contract has no such operation.
 */
export function validateAnswer(
  contract: Contract,
  { operationId, ...answer }: Answer & { readonly operationId: string },
): readonly Problem[] {
  const operation = contract.operations.find((one) => one.operationId === operationId);
  if (operation === undefined) throw new Error(`The contract has no operation ${operationId}.`);
  const one = makeCase(
    operation,
    "documented request",
    "is called",
    requestOf(operation),
    acceptance(operation),
  );
  const exchange = exchangeOf(contract, one, answer);
  return [documentedStatus, documentedHeaders, documentedContentType, documentedBody].flatMap(
    ({ judge }) => judge?.(exchange, emptyMemory()) ?? [],
  );
}
