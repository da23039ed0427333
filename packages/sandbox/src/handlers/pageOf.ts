import type { Pagination } from "@ev-charger/types";
import type { Page } from "../database/rows.ts";

/** A page of a list as the API shows it. */
export function pageOf<Row, Item>(
  { total, rows }: Page<Row>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
  show: (row: Row) => Item,
): { items: Item[]; pagination: Pagination } {
  const hasMore = offset + rows.length < total;
  return { items: rows.map(show), pagination: { limit, offset, total, hasMore } };
}
