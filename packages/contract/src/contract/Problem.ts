/** A way in which an answer departs from the contract. */
export interface Problem {
  readonly message: string;
  /** The JSON Pointer of what the contract says about it, e.g. `#/components/schemas/Thing/type`. */
  readonly pointer: string;
}
