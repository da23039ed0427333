/** What a client of another contract has to know of an operation beyond its `OperationDefinition`. */
export interface WireDefinition {
  /** The statuses of the errors that the contract documents, e.g. `404`, `4XX` and `default`. */
  readonly errors: readonly string[];
  /** The media types of JSON that the operation answers with; default: `application/json`. */
  readonly accept?: string;
  /** The media type of the body that it takes; default: `application/json`. */
  readonly contentType?: string;
  /** True when it asks for the credential, be it optional. */
  readonly secured?: boolean;
  /** How parameters of the query are written that are not just repeated, by their names. */
  readonly query?: Readonly<Record<string, QueryStyle>>;
}

/** What stands between the values of a list, or how an object is written. */
export type QueryStyle = "," | "%20" | "%7C" | "deepObject" | "json";

/** The one credential of a contract. */
export interface Credential {
  /** The header that carries it, in lower case. */
  readonly header: string;
  /** What stands before it, e.g. `Bearer `. */
  readonly prefix: string;
  /** Whether some operation does not work without it. */
  readonly required: boolean;
}

/** What stands for a contract's tables where this package's own sources are checked. */
export interface WireTables {
  readonly credential: Credential | undefined;
  /** By METHOD and path. */
  readonly wire: Readonly<Record<string, WireDefinition>>;
}
