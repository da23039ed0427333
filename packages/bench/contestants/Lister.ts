/** What a contestant is given to make its client with. */
export interface Setting {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Whether the global `fetch` is a stub, which a client that does not use it by default has to be told. */
  readonly stubbed: boolean;
}

/**
 * The job, the same for all: ask for at most `limit` chargers, with the key in its header, and
 * return the items of the answer's `data`. Anything but a success is thrown.
 */
export type Lister = (setting: Setting) => (limit: number) => Promise<readonly unknown[]>;
