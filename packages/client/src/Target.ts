/** Where the requests of a client go, with which key, and what its calls share. */
export interface Target {
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** The key, or what is asked for it before each attempt, and rejects as the caller's function does. */
  readonly apiKey: string | (() => Promise<string>);
  /** What is left for retries: each takes one, a success gives some back. At most {@link RETRY_TOKENS}. */
  tokens: number;
}
