import { isRecord } from "../isRecord.ts";
import type { MockedOperation } from "./MockedOperation.ts";

/** Whether a page says that it is the whole list. */
export function isWhole(data: unknown): boolean {
  if (!isRecord(data) || !Array.isArray(data["items"]) || !isRecord(data["pagination"]))
    return false;
  const { offset, total } = data["pagination"];
  return offset === 0 && total === data["items"].length;
}

/** The page that a query asks for, cut from the data of a whole list. A `limit` too great is clamped. */
export function pageOf(
  data: unknown,
  query: URLSearchParams,
  limits: NonNullable<MockedOperation["pages"]>,
): unknown {
  if (!isRecord(data) || !Array.isArray(data["items"])) return data;
  const all: unknown[] = data["items"];
  const pagination = isRecord(data["pagination"]) ? data["pagination"] : {};
  const usual = limits.default ?? pagination["limit"];
  const asked =
    wholeNumber(query.get("limit"), 1) ?? (typeof usual === "number" ? usual : all.length);
  const limit = Math.min(asked, limits.maximum ?? Infinity);
  const offset = wholeNumber(query.get("offset"), 0) ?? 0;
  const items = all.slice(offset, offset + limit);
  const total = all.length;
  const hasMore = offset + items.length < total;
  return { ...data, items, pagination: { ...pagination, limit, offset, total, hasMore } };
}

function wholeNumber(text: string | null, minimum: number): number | undefined {
  const value = Number(text ?? undefined);
  return Number.isInteger(value) && value >= minimum ? value : undefined;
}
