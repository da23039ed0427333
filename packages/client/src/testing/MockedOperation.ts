/** An answer that the contract shows. */
export interface MockedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, or the text where it is not JSON; absent when there is none. */
  readonly body?: unknown;
}

/** How a parameter that is more than a string is read. */
export interface MockedParameter {
  readonly type: "string" | "number" | "boolean";
  /** For an array of these: whether its items come in one value, or each in a value of its own. */
  readonly list?: "commas" | "repeated";
}

/** What the mock of an operation is made from. */
export interface MockedOperation {
  readonly method: string;
  /** The path template, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  /** The examples of its successes by name, the one to answer with first. */
  readonly examples: Readonly<Record<string, MockedAnswer>>;
  /** The examples of its errors by code, and of each code by name. */
  readonly errors: Readonly<Record<string, Readonly<Record<string, MockedAnswer>>>>;
  /** Whether the body of its success is `{ success, data, meta }`. */
  readonly envelope: boolean;
  /** For a list that is read in pages: the usual and the greatest `limit`, as far as documented. */
  readonly pages?: { readonly default?: number; readonly maximum?: number };
  readonly parameters: {
    readonly path: Readonly<Record<string, MockedParameter>>;
    readonly query: Readonly<Record<string, MockedParameter>>;
  };
}
