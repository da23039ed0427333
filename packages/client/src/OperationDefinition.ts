import type { OperationId } from "./OperationTypes.ts";

/** What the client needs to know about an operation at run time. */
export interface OperationDefinition {
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";
  /** The path template, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  /** The successful statuses that come without a body; default: none. */
  readonly empty?: readonly number[];
  /** True when a success is `{ success, data, meta }`, of which callers want the `data`. */
  readonly envelope?: boolean;
  /** True when a result may be something else than an object or an array. */
  readonly loose?: boolean;
  /** Present when the result is a page of a list: the property that tells its items apart, or "". */
  readonly itemId?: string;
}

export type OperationTable = Readonly<Record<OperationId, OperationDefinition>>;

/** How the client waits until something has come to its end. */
export interface WaitDefinition {
  /** The operation to ask again and again, */
  readonly operationId: OperationId;
  /** the path parameter that says for what, */
  readonly parameter: string;
  /** the property of the result to look at, */
  readonly property: string;
  /** and the values that it does not change any more. */
  readonly until: readonly string[];
}
