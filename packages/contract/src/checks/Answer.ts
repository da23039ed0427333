/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came; empty when there is none. */
  readonly body: string;
}
