import type { CallOptions } from "./CallOptions.ts";
import { isPage, unwrap } from "./envelope.ts";
import { isRecord } from "./isRecord.ts";
import { ListPage, type PageSource } from "./ListPage.ts";
import type { CallResult } from "./Middleware.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";
import type { OperationId } from "./OperationTypes.ts";
import { PaginationError } from "./PaginationError.ts";
import { problemOf } from "./problemOf.ts";
import { requestOf } from "./requestOf.ts";
import { type StartedAnswer, StartedCall, StartedList } from "./StartedCall.ts";
import { statusError } from "./statusErrors.ts";

/** Sends a request through the middleware, and resolves when the API answered, be it with an error. */
export type Send = (
  operationId: OperationId,
  request: unknown,
  options?: CallOptions,
  init?: RequestInit,
) => Promise<CallResult>;

/** Begins a call of an operation. */
export function startCall(
  send: Send,
  id: OperationId,
  operation: OperationDefinition,
  request: unknown,
  options?: CallOptions,
): StartedCall<unknown> {
  const { method, path, itemId } = operation;
  const result = send(id, request, options);
  if (itemId === undefined) {
    return new StartedCall(result.then((sent) => answerOf(operation, sent)));
  }

  const source: PageSource = {
    idOf: (item) => (isRecord(item) ? item[itemId] : undefined),
    failure: (problem) => new PaginationError(problem, { method, path }),
    pageAt: async (offset) => {
      const parts = requestOf(request);
      const query = { ...parts.query, offset };
      const next = await send(id, { ...parts, query }, options);
      return pageOf(answerOf(operation, next)).data;
    },
  };
  const pageOf = (one: StartedAnswer): StartedAnswer<ListPage> => {
    if (!isPage(one.data)) throw new Error("a middleware gave no page");
    return { ...one, data: new ListPage(one.data, one.meta, source) };
  };
  return new StartedList(
    result.then((sent) => pageOf(answerOf(operation, sent))),
    source,
  );
}

/** @throws ApiError when the API answered with an error */
function answerOf(operation: OperationDefinition, result: CallResult): StartedAnswer {
  const { body, response, ...known } = result;
  const { status, requestId } = known;
  const problem = status < 400 ? undefined : problemOf(body, status, operation);
  if (problem !== undefined) {
    const { method, path } = operation;
    const { message, ...info } = problem;
    throw statusError(message, { ...known, ...info, method, path });
  }
  return { ...unwrap(operation, body), status, headers: response.headers, requestId, response };
}
