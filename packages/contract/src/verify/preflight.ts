import { acceptance } from "../cases/expectations.ts";
import { makeCase } from "../cases/makeCase.ts";
import { requestOf } from "../cases/requestOf.ts";
import type { Contract } from "../contract/Contract.ts";
import { sendCase, type Target, UnansweredError } from "./sendCase.ts";

/** The run could not begin; the message says why, and what to do. */
export class CannotVerifyError extends Error {
  override readonly name = "CannotVerifyError" as const;
}

/**
 * Asks the first operation that only reads, to see whether the server is there and takes the key.
 *
 * @throws CannotVerifyError when it is not, or does not.
 */
export async function preflight(contract: Contract, target: Target): Promise<void> {
  const reads = contract.operations.filter(({ method }) => method === "GET");
  const operation = reads.find(({ path }) => !path.includes("{")) ?? reads[0];
  if (operation === undefined) {
    throw new CannotVerifyError("The contract has no operation that only reads, to begin with.");
  }
  const request = requestOf(operation, { bare: true });
  const one = makeCase(operation, "accepted input", "is reached", request, acceptance(operation));
  const status = await sendCase(one, target).then(
    (answer) => answer.status,
    (error: unknown) => {
      if (error instanceof TypeError) {
        const message = `${target.baseUrl} cannot be asked: ${error.message}`;
        throw new CannotVerifyError(message, { cause: error });
      }
      if (!(error instanceof UnansweredError)) throw error;
      const message = `${target.baseUrl} does not answer (${reasonOf(error)}). Is the server running, and the address right?`;
      throw new CannotVerifyError(message, { cause: error });
    },
  );
  if (status === 401 || status === 403) {
    const message = `${target.baseUrl} refuses the API key: ${operation.method} ${operation.path} was answered with ${status}.`;
    throw new CannotVerifyError(message);
  }
}

/** What the platform says is the matter, from the innermost cause. */
function reasonOf(error: Error): string {
  if (error.cause instanceof AggregateError)
    return "code" in error.cause ? String(error.cause.code) : error.message;
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
