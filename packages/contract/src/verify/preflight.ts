import { accepted } from "../cases/makeCase.ts";
import { requestOf } from "../cases/requestOf.ts";
import type { Contract, Operation } from "../contract/Contract.ts";
import { essence } from "../contract/mediaType.ts";
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
  const one = accepted(operation, "is reached", request);
  const { status, headers } = await sendCase(one, target).then(
    (answer) => answer,
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
  const elsewhere = elsewhereOf(operation, status, headers);
  if (elsewhere !== undefined) {
    const message = `${target.baseUrl} ${elsewhere}: ${operation.method} ${operation.path} was answered with ${status}. Is the address right?`;
    throw new CannotVerifyError(message);
  }
}

/** What an answer shows that comes from something else than the API; undefined when it may be it. */
function elsewhereOf(
  { responses }: Operation,
  status: number,
  headers: Headers,
): string | undefined {
  if (responses.some((documented) => documented.status === status && documented.media.length > 0)) {
    return essence(headers.get("content-type")) === "text/html" ? "shows a web page" : undefined;
  }
  if (status >= 300 && status < 400) return "leads to another address";
  return status === 404 ? "has no such path" : undefined;
}

/** What the platform says is the matter, from the innermost cause. */
function reasonOf(error: Error): string {
  if (error.cause instanceof AggregateError)
    return "code" in error.cause ? String(error.cause.code) : error.message;
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
