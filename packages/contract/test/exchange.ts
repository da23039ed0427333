import { acceptance } from "../src/cases/expectations.ts";
import { makeCase } from "../src/cases/makeCase.ts";
import { requestOf } from "../src/cases/requestOf.ts";
import type { Exchange } from "../src/checks/Check.ts";
import { exchangeOf } from "../src/checks/exchangeOf.ts";
import type { CaseRequest, Contract } from "../src/index.ts";

/** A request to an operation, and its answer with that status and body. */
export function exchange(
  contract: Contract,
  operationId: string,
  status: number,
  json: unknown,
  request: Partial<CaseRequest> = {},
): Exchange {
  const operation = contract.operations.find((one) => one.operationId === operationId);
  if (operation === undefined) throw new Error(`There is no ${operationId}.`);
  const whole = { ...requestOf(operation), ...request };
  const one = makeCase(operation, "accepted input", "is sent", whole, acceptance(operation));
  const headers = new Headers({ "content-type": "application/json" });
  return exchangeOf(contract, one, { status, headers, body: JSON.stringify(json) });
}
