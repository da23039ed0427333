import type { Contract, DocumentedHeader, MediaType } from "../contract/Contract.ts";
import { essence } from "../contract/mediaType.ts";
import type { Problem } from "../contract/Problem.ts";
import { readings } from "../contract/readings.ts";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came; empty when there is none. */
  readonly body: string;
}

/**
 * Holds an answer to an operation against the contract: its status, its required headers and the
 * values of documented ones, its content type, and its body by the schema of that status.
 *
 * @returns every problem that was found; none when the answer is as documented.
 * @throws Error when the contract has no such operation.
 */
export function validateAnswer(
  contract: Contract,
  { operationId, status, headers, body }: Answer & { readonly operationId: string },
): readonly Problem[] {
  const operation = contract.operations.find((one) => one.operationId === operationId);
  if (operation === undefined) throw new Error(`The contract has no operation ${operationId}.`);
  const response = operation.responses.find((documented) => documented.status === status);
  if (response === undefined) {
    const message = `the status ${status} is not documented`;
    return [{ message, pointer: `${operation.pointer}/responses` }];
  }
  const problems = response.headers.flatMap((header) => checkHeader(contract, header, headers));
  if (response.media.length === 0) {
    if (body === "") return problems;
    return [...problems, { message: "no body is documented", pointer: response.pointer }];
  }
  const type = essence(headers.get("content-type"));
  const media = response.media.find((documented) => documented.type === type);
  if (media === undefined) {
    const message = `the content type ${type || "(none)"} is not documented`;
    return [...problems, { message, pointer: `${response.pointer}/content` }];
  }
  return [...problems, ...checkBody(contract, media, response.pointer, body)];
}

function checkHeader(
  contract: Contract,
  { name, required, pointer, schema }: DocumentedHeader,
  headers: Headers,
): readonly Problem[] {
  const value = headers.get(name);
  if (value === null) {
    return required ? [{ message: `the header ${name} is missing`, pointer }] : [];
  }
  if (schema === undefined) return [];
  const found = readings(value).map((reading) => contract.violations(schema, reading));
  if (found.some((violations) => violations.length === 0)) return [];
  const [first = []] = found;
  return first.map((problem) => ({
    ...problem,
    message: `the header ${name}: ${problem.message}`,
  }));
}

function checkBody(
  contract: Contract,
  { json, schema }: MediaType,
  response: string,
  body: string,
): readonly Problem[] {
  let value: unknown = body;
  if (json) {
    try {
      value = JSON.parse(body);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ message: `the body is not JSON: ${reason}`, pointer: `${response}/content` }];
    }
  }
  if (schema === undefined) return [];
  return contract
    .violations(schema, value)
    .map((problem) => ({ ...problem, message: `the body: ${problem.message}` }));
}
