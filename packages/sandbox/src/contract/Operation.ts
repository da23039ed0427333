import type { Json } from "./Json.ts";

/** An operation of the contract, with what the server needs to know to route, check and answer it. */
export interface Operation {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** The path template, e.g. `/things/{thingId}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Absent when the operation takes no body. */
  readonly body: Json | undefined;
  /** The status of its success; the lowest, where it documents several. */
  readonly success: number;
  /** Whether its success is sent in an envelope, as opposed to no body at all. */
  readonly enveloped: boolean;
  /** The schema of each documented JSON body, by status. */
  readonly answers: ReadonlyMap<number, Json>;
  /** The status of each error code that the operation documents. */
  readonly codes: ReadonlyMap<string, number>;
  /** The `details` that an example of the operation shows with an error code, if any does. */
  readonly details: ReadonlyMap<string, Json>;
  /** From when on it may be removed, as a date of HTTP; undefined when it is not deprecated. */
  readonly sunset: string | undefined;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Json;
}
