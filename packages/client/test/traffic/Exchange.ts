/** A request of the client, and the whole answer to it. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    /** Absolute, with the query exactly as it was sent. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    /** Empty when there is none. */
    readonly body: string;
  };
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}
