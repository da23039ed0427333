/** How the server answers one request. Without a `fault` it answers at once, and in full. */
export interface Answer {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is; anything else as JSON. Default: nothing. */
  readonly body?: unknown;
  /** Milliseconds before the head. Default: 0. */
  readonly delay?: number;
  /** Sends a `Retry-After` date so many milliseconds ahead of the server's clock, in whole seconds. */
  readonly retryAfterDate?: number;
  /** How far the server's clock, as `Date` and `retryAfterDate` show it, is ahead of ours, in ms. */
  readonly clockAhead?: number;
  /** Sends a `Location`: a path below the script's base URL, here or at the other origin. */
  readonly redirect?: { readonly to: "here" | "elsewhere"; readonly path: string };
  readonly fault?: Fault;
}

/**
 * - `hang` sends nothing, ever.
 * - `stall` sends the head and half of the body, and no more.
 * - `trickle` sends the head and half of the body, then a space every 20 ms, for ever.
 * - `drop` ends the connection before the head, `dropBody` in the middle of the body.
 * - `garbage` sends what is no HTTP.
 * - `gigantic` sends the body with 256 MiB of spaces in its middle, `bomb` the same, zipped.
 */
export type Fault =
  | "hang"
  | "stall"
  | "trickle"
  | "drop"
  | "dropBody"
  | "garbage"
  | "gigantic"
  | "bomb";

/** A list that is served page by page, by `offset` and `limit`. */
export interface ListScript {
  /** How many items there are at first: `c1`, `c2`, … */
  readonly total: number;
  /** The largest page that it serves, whatever `limit` asks for. */
  readonly clamp?: number;
  /** After each of the first pages, so many items vanish from the front. */
  readonly vanish?: readonly number[];
  /** After each of the first pages, so many new items (`n1`, …) appear at the front. */
  readonly insert?: readonly number[];
  /** `firstPage` ignores `offset`; `empty` has no items; both claim that there is more, for ever. */
  readonly stuck?: "firstPage" | "empty";
  /** Answers to the nth request in place of a page. */
  readonly instead?: Readonly<Record<number, Answer>>;
}

/** The nth request gets the nth answer, and all that follow the last one. */
export type Script = readonly Answer[] | { readonly list: ListScript };

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** Path and query exactly as they came, without the script's own prefix. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** When its head arrived, in milliseconds since the epoch. */
  readonly at: number;
  /** When the server began to answer. */
  readonly answeredAt: number | undefined;
  /** The client closed the connection before it had the whole answer. */
  readonly abandoned: boolean;
}

/** What the server tells of a new script. */
export interface Scripted {
  readonly baseUrl: string;
  /** The same script's other origin; it records what arrives, and answers all of it with an empty list. */
  readonly elsewhere: string;
}
