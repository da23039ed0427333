import { isRecord } from "./isRecord.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";

/** The data and meta of a success; without an envelope, the body itself and no meta. */
export function unwrap({ envelope }: OperationDefinition, body: unknown) {
  return envelope === true && isRecord(body)
    ? { data: body["data"], meta: body["meta"] }
    : { data: body, meta: undefined };
}

/** Whether a parsed body has what every success of the operation has. */
export function isSuccess(operation: OperationDefinition, body: unknown): boolean {
  if (body === undefined) return false;
  const inEnvelope = isRecord(body) && body["success"] === true && isRecord(body["meta"]);
  if (operation.envelope === true && !inEnvelope) return false;
  const { data } = unwrap(operation, body);
  if (operation.itemId !== undefined) return isPage(data);
  return operation.loose === true ? data !== undefined : data instanceof Object;
}

/** A page of a list, as the API sends it. */
export interface PageData {
  readonly items: readonly unknown[];
  readonly pagination: {
    readonly offset: number;
    readonly total: number;
    readonly hasMore: boolean;
  };
}

/** Whether parsed JSON is a page of a list, as far as a reader of all pages has to rely on it. */
export function isPage(data: unknown): data is PageData {
  const { offset, total, hasMore } = member(data, "pagination");
  return (
    isRecord(data) &&
    Array.isArray(data["items"]) &&
    Number.isFinite(offset) &&
    Number.isFinite(total) &&
    typeof hasMore === "boolean"
  );
}

/** The id of the request, from an envelope or an error. */
export function requestIdOf(body: unknown): string | undefined {
  const { requestId } = member(body, "meta");
  return typeof requestId === "string" ? requestId : undefined;
}

/** An object in an object; an empty one where there is none. */
export function member(body: unknown, name: string): Record<string, unknown> {
  const value = isRecord(body) ? body[name] : undefined;
  return isRecord(value) ? value : {};
}
