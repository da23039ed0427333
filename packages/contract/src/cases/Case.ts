/** What a case is for; what is expected of its answer follows from that. */
export type CaseKind =
  | "documented request"
  | "accepted input"
  | "refused input"
  | "malformed body"
  | "wrong media type"
  | "body too large"
  | "undeclared method"
  | "without key"
  | "wrong key"
  | "unknown id"
  | "unknown path"
  | "unknown filter"
  | "link"
  | "page"
  | "documented example";

/** One request, and what the contract says about its answer. */
export interface Case {
  /** Unique and stable, and reads as a sentence after the operationId. */
  readonly name: string;
  readonly operationId: string;
  readonly kind: CaseKind;
  readonly request: CaseRequest;
  readonly expected: Expectation;
  /** What a server has to be able to do before the case can be asked of it. */
  readonly needs?: Capability;
}

/** What a server may lack by its nature, such as a mock that keeps no state. */
export const capabilities = {
  paging: "heeds limit and offset",
  filters: "heeds the filters of a list",
  ids: "knows which ids exist",
  state: "remembers what was written",
  keys: "knows which keys exist",
} as const;

export type Capability = keyof typeof capabilities;

/** A request in the parts that the contract names. */
export interface CaseRequest {
  readonly method: string;
  /** The path template, e.g. `/things/{thingId}`. */
  readonly template: string;
  readonly path: Parts;
  readonly query: Parts;
  readonly header: Parts;
  /** The path parameters whose values are only examples: known ids may take their place. */
  readonly free: readonly string[];
  /** Which of the known ids does: 0, the newest, to 999. Default: 0. */
  readonly pick?: number;
  /** The names of the query parameters whose arrays are sent as one text, with commas. */
  readonly joined: readonly string[];
  /** `text` is sent as it is; `value` is what it says, unless it is malformed on purpose. */
  readonly body:
    | { readonly type: string; readonly text: string; readonly value?: unknown }
    | undefined;
  /** The headers to send the key in. */
  readonly keyHeaders: readonly string[];
}

/** Values by parameter name. */
export type Parts = Readonly<Record<string, unknown>>;

/** What the answer has to be, beyond what is documented for its status. */
export interface Expectation {
  /** One of these. */
  readonly statuses: readonly number[];
  /** One of these codes, when there are any. */
  readonly codes?: readonly string[];
  /** The `Allow` header names exactly these methods, OPTIONS and HEAD aside. */
  readonly allow?: readonly string[];
  /** The body, and what it comes as. */
  readonly example?: { readonly type: string; readonly value: unknown };
  /** What a success has to say. */
  readonly reads?: readonly Reading[];
}

/** A value that an answer has to have. */
export interface Reading {
  /** The JSON Pointer in the answer's body. */
  readonly pointer: string;
  /** Of an object, at least these members. */
  readonly value: unknown;
  /** The JSON Pointer of what the contract says about it. */
  readonly said: string;
}
