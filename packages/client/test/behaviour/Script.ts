/** How the server answers one request. Without a `fault` it answers at once, and in full. */
export interface Answer {
  /** What the API itself would say, in place of `status` and `body`. */
  readonly says?: Words;
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
 * What any server of the contract can say, be it the scripted one or another. What the contract leaves
 * to the server, such as ids and times, a behaviour takes from what was `sent`.
 */
export type Words =
  /** What was asked for succeeds. */
  | "success"
  /** The error of this code. */
  | { readonly code: string; readonly status: number }
  /** The action that was asked for is in this state; in the end it will be in the other. */
  | { readonly state: string; readonly ending: string }
  /** The page that was asked for, of a list that stays as it is. */
  | { readonly page: Page; readonly list: ListScript };

export interface Page {
  readonly items: readonly unknown[];
  readonly pagination: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
    readonly hasMore: boolean;
  };
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
  /** Each item has a name of 10,000 characters. */
  readonly large?: boolean;
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
  /** What the server answered, or was about to when the connection broke. */
  readonly sent: Sent | undefined;
  /** The client closed the connection before it had the whole answer. */
  readonly abandoned: boolean;
}

export interface Sent {
  readonly status: number;
  /** In lower case; at least those that are not every answer's. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the server tells of a new script. */
export interface Scripted {
  readonly baseUrl: string;
  /** The same script's other origin; it records what arrives, and answers all of it with an empty list. */
  readonly elsewhere: string;
}
