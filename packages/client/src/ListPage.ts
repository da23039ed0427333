import type { PageData } from "./envelope.ts";
import type { PaginationError } from "./PaginationError.ts";

/** Where the pages of a list come from. */
export interface PageSource {
  /** What tells an item apart; undefined where nothing does. */
  readonly idOf: (item: unknown) => unknown;
  readonly pageAt: (offset: number) => Promise<ListPage>;
  /** Says that the pages lead nowhere. */
  readonly failure: (problem: string) => PaginationError;
}

/** A page of a list: what the API sent, its meta, and the way to the next one. */
export class ListPage {
  declare readonly items: PageData["items"];
  declare readonly pagination: PageData["pagination"];
  declare readonly meta: unknown;
  readonly #source: PageSource;

  constructor(data: PageData, meta: unknown, source: PageSource) {
    Object.assign(this, data, { meta });
    this.#source = source;
  }

  get hasNextPage(): boolean {
    return this.pagination.hasMore;
  }

  async nextPage(): Promise<ListPage> {
    const { idOf, pageAt, failure } = this.#source;
    if (!this.hasNextPage) throw failure("has no page after this one. Look at hasNextPage.");
    let { offset, total } = this.pagination;
    // By what was sent, not by what was asked for: the API may have lowered the limit.
    offset += this.items.length;
    if (this.items.length === 0 || offset >= total) {
      throw failure("announces more items than it has.");
    }
    for (;;) {
      const page = await pageAt(offset);
      const { pagination } = page;
      if (pagination.offset !== offset) {
        throw failure(`answers with offset ${pagination.offset} instead of ${offset}.`);
      }
      const gone = total - pagination.total;
      if (gone === 0 && page.items.every((item) => this.#has(item))) {
        throw failure("repeats the items of the page before.");
      }
      // Items before this page may have vanished, and others moved up to where they were: without a
      // step back they would be left out. Who can tell items apart leaves out those seen before.
      if (idOf(this.items[0]) === undefined || gone <= 0 || offset === 0) return page;
      offset = Math.max(0, offset - gone);
      total = pagination.total;
    }
  }

  /** Whether the page has an item of the same id. */
  #has(item: unknown): boolean {
    const { idOf } = this.#source;
    const id = idOf(item);
    return id !== undefined && this.items.some((one) => idOf(one) === id);
  }
}
