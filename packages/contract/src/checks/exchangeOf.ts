import type { Case } from "../cases/Case.ts";
import type { Contract } from "../contract/Contract.ts";
import type { Answer } from "./Answer.ts";
import type { Exchange } from "./Check.ts";
import { parsed } from "./documented.ts";

/**
 * A case with its answer, and with what the contract says about both.
 *
 * @throws Error when the contract has no such operation.
 */
export function exchangeOf(
  contract: Contract,
  one: Case,
  answer: Answer,
  apiKey: string = "",
): Exchange {
  const operation = contract.operations.find(({ operationId }) => operationId === one.operationId);
  if (operation === undefined) {
    throw new Error(`The contract has no operation ${one.operationId}.`);
  }
  const response = operation.responses.find(({ status }) => status === answer.status);
  return { contract, case: one, operation, response, answer, json: parsed(answer), apiKey };
}
