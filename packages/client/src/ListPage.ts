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
  declare readonly hasNextPage: boolean;
  readonly #source: PageSource;
  /** By how many items it may still be stepped back: a total that goes up and down must come to an end. */
  #back: number;

  constructor(data: PageData, meta: unknown, source: PageSource) {
    // Last, whatever else the API sends.
    Object.assign(this, data, {
      meta,
      hasNextPage: data.pagination.hasMore,
      nextPage: this.nextPage,
    });
    this.#back = data.pagination.total;
    this.#source = source;
  }

  readonly nextPage = async (): Promise<ListPage> => {
    const { idOf, pageAt, failure } = this.#source;
    if (!this.hasNextPage) throw failure("has no next page. Look at hasNextPage.");
    let { offset, total } = this.pagination;
    let back = this.#back;
    // By what was sent, not by what was asked for: the API may have lowered the limit.
    offset += this.items.length;
    if (this.items.length === 0 || offset >= total) {
      throw failure("announces more than it has.");
    }
    for (;;) {
      const page = await pageAt(offset);
      const { pagination } = page;
      if (pagination.offset !== offset) {
        throw failure(`answers with offset ${pagination.offset} instead of ${offset}.`);
      }
      const gone = total - pagination.total;
      page.#back = back;
      if (gone === 0 && page.items.every((item) => this.#has(item))) {
        throw failure("repeats the page before.");
      }
      // Items before this page may have vanished, and others moved up to where they were: without a
      // step back they would be left out. Who can tell items apart leaves out those seen before.
      if (idOf(this.items[0]) === undefined || gone <= 0 || Math.min(offset, back) <= 0) {
        return page;
      }
      offset = Math.max(0, offset - gone);
      total = pagination.total;
      back -= gone;
    }
  };

  /** Whether the page has an item of the same id. */
  #has(item: unknown): boolean {
    const { idOf } = this.#source;
    const id = idOf(item);
    return id !== undefined && this.items.some((one) => idOf(one) === id);
  }
}
