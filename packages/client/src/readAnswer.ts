import { ApiError } from "./ApiError.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import { isRecord } from "./isRecord.ts";
import type { OperationDefinition } from "./OperationMethod.ts";
import type { TransportAnswer } from "./transport.ts";

/**
 * The parsed body of a success; undefined where the contract has none.
 *
 * @param hide Removes the API key from what is shown in an error.
 * @throws ApiError when the API answered with an error.
 * @throws InvalidResponseError when the answer is not the API's.
 */
export function readAnswer(
  operation: OperationDefinition,
  answer: TransportAnswer,
  hide: (body: unknown) => unknown,
): unknown {
  const { method, path } = operation;
  const { status, ok, type } = answer.response;
  const invalid = (problem: string) =>
    new InvalidResponseError({ method, path, status, problem, body: textOf(hide(answer.body)) });

  if (ok) {
    const text = textOf(answer.body);
    if (text === "" && operation.emptyStatuses?.includes(status)) return undefined;
    if (text === "") throw invalid("an empty body");
    try {
      return JSON.parse(text);
    } catch {
      // The error that is dropped here shows as much of the body as the engine likes.
      throw invalid("a body that is not JSON");
    }
  }
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    throw invalid("a redirect, which is not followed to keep the API key here. Check baseUrl");
  }
  const body = hide(answer.body);
  const error = isRecord(body) ? body["error"] : undefined;
  if (!isRecord(error) || typeof error["code"] !== "string") {
    throw invalid("a body that is not one of the API's errors");
  }
  const { code, message, details } = error;
  const requestId =
    isRecord(body) && isRecord(body["meta"]) ? body["meta"]["requestId"] : undefined;
  throw new ApiError({
    method,
    path,
    status,
    code,
    reason: typeof message === "string" ? message : "no message",
    details: isRecord(details) ? details : undefined,
    requestId: typeof requestId === "string" ? requestId : undefined,
  });
}

function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}
