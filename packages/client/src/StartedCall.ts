import { isEvChargerError } from "./EvChargerError.ts";
import type { ListPage, PageSource } from "./ListPage.ts";
import { atLeast } from "./settings.ts";

/** A success, and what is known of the answer that it came with. */
export interface StartedAnswer<Data = unknown> {
  readonly data: Data;
  readonly meta: unknown;
  readonly status: number;
  readonly headers: Headers;
  readonly requestId: string | undefined;
  readonly response: Response;
}

/** A call that has begun: a promise of its data, with other ways to take the answer. */
export class StartedCall<Data> extends Promise<Data> {
  // What comes of `then` is a promise like any other.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #answer: Promise<StartedAnswer<Data>>;

  constructor(answer: Promise<StartedAnswer<Data>>) {
    super((resolve, reject) => {
      answer.then(({ data }) => resolve(data), reject);
    });
    this.#answer = answer;
  }

  withResponse(): Promise<StartedAnswer<Data>> {
    // Who takes the answer this way hears of its error this way; unhandled it is not.
    this.catch(() => {});
    return this.#answer;
  }

  async safe(): Promise<unknown> {
    try {
      return { ...(await this.withResponse()), error: undefined };
    } catch (error) {
      if (!isEvChargerError(error)) throw error;
      return { data: undefined, error };
    }
  }
}

/** A call of a list that has begun: of its first page, and lazily of all others. */
export class StartedList extends StartedCall<ListPage> {
  readonly #source: PageSource;

  constructor(answer: Promise<StartedAnswer<ListPage>>, source: PageSource) {
    super(answer);
    this.#source = source;
  }

  pages(): AsyncGenerator<ListPage, void> {
    return this.#pagesFrom(this.withResponse());
  }

  async *#pagesFrom(first: Promise<StartedAnswer<ListPage>>): AsyncGenerator<ListPage, void> {
    let { data: page } = await first;
    yield page;
    while (page.hasNextPage) {
      page = await page.nextPage();
      yield page;
    }
  }

  /** The items of all pages, each once, as far as they can be told apart. */
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void> {
    const seen = new Set<unknown>();
    for await (const page of this.pages()) {
      for (const item of page.items) {
        // An object of its own is like no other.
        const id = this.#source.idOf(item) ?? {};
        if (!seen.has(id)) yield item;
        seen.add(id);
      }
    }
  }

  async toArray({ max = Infinity }: { readonly max?: number | undefined } = {}): Promise<
    unknown[]
  > {
    atLeast(1, "max", max);
    const items: unknown[] = [];
    for await (const item of this) {
      items.push(item);
      if (items.length >= max) break;
    }
    return items;
  }
}
