/** One request, and what the contract says about its answer. */
export interface Case {
  /** Unique and stable, and reads as a sentence after the operationId. */
  readonly name: string;
  readonly operationId: string;
  readonly kind:
    | "success"
    | "documented example"
    | "without key"
    | "refused parameter"
    | "undeclared method"
    | "malformed body";
  readonly request: CaseRequest;
  readonly expected: Expectation;
}

/** A request in the parts that the contract names. */
export interface CaseRequest {
  readonly method: string;
  /** The path template, e.g. `/things/{thingId}`. */
  readonly template: string;
  readonly path: Parts;
  readonly query: Parts;
  readonly header: Parts;
  /** The names of the query parameters whose arrays are sent as one text, with commas. */
  readonly joined: readonly string[];
  /** `text` is sent as it is; `value` is what it says, unless it is malformed on purpose. */
  readonly body:
    | { readonly type: string; readonly text: string; readonly value?: unknown }
    | undefined;
  /** The headers to send a key in. */
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
}
