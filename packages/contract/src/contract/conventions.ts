import { isObject } from "./Place.ts";
import { at } from "./pointer.ts";

/** Where an error answer of the contract has its code. */
export const wayToCode = ["error", "code"];

/** The error code that a body has; undefined when it has none. */
export const codeOf = (body: unknown): unknown => at(body, `/${wayToCode.join("/")}`);

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The query parameters of a list. */
export const paging = ["limit", "offset"];

/** A page of a list. */
export interface Page {
  readonly items: readonly unknown[];
  readonly limit: unknown;
  readonly offset: unknown;
  readonly total: unknown;
  readonly hasMore: unknown;
}

/** The page that a body shows; undefined when it is none. */
export function pageOf(body: unknown): Page | undefined {
  const items = at(body, "/data/items");
  const page = at(body, "/data/pagination");
  if (!Array.isArray(items) || !isObject(page)) return undefined;
  const { limit, offset, total, hasMore } = page;
  return { items, limit, offset, total, hasMore };
}
