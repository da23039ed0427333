/** Where the requests of a client go, with which key, and what its calls share. */
export interface Target {
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** The key for the next attempt. It rejects as the caller's function does. */
  readonly apiKey: () => Promise<string>;
  /** What is left for retries: each takes one, a success gives some back. At most {@link RETRY_TOKENS}. */
  tokens: number;
}
