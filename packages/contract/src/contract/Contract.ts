import type { Place } from "./Place.ts";
import type { Problem } from "./Problem.ts";

/** What a bundled OpenAPI document promises, with every `$ref` that matters resolved. */
export interface Contract {
  /** In the order of the document. */
  readonly operations: readonly Operation[];
  /** What a schema of the contract says against a value; nothing when the value is valid. */
  readonly violations: (schema: Place, value: unknown) => readonly Problem[];
}

export interface Operation {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** The path template, e.g. `/things/{thingId}`. */
  readonly path: string;
  /** The methods of the path, in capitals: of this operation and its neighbours. */
  readonly allowed: readonly string[];
  /** The JSON Pointer of the operation. */
  readonly pointer: string;
  /** Those of the path and of the operation. */
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  readonly responses: readonly DocumentedResponse[];
  /** The names of the headers that carry a key; none when the operation needs no key. */
  readonly keyHeaders: readonly string[];
  /** Whether it lists things page by page, as the examples of its successes show. */
  readonly paged: boolean;
  /** What `x-wait` says: the property of the answer's data to watch, and its final values. */
  readonly wait: Wait | undefined;
  /** The example of its 404 that `x-unknown-path` names: how paths outside the contract answer. */
  readonly unknownPath: NamedExample | undefined;
}

export interface Wait {
  readonly property: string;
  readonly until: readonly unknown[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** Whether the items of an array are sent one by one (`a=1&a=2`) instead of as `a=1,2`. */
  readonly explode: boolean;
  readonly schema: Place;
  /** A value that the contract gives for it. */
  readonly example: unknown;
  /** What its absence stands for; undefined when the contract does not say. */
  readonly default: unknown;
}

export interface RequestBody {
  readonly required: boolean;
  readonly media: readonly MediaType[];
}

export interface DocumentedResponse {
  readonly status: number;
  /** The JSON Pointer of the response, after `$ref`s. */
  readonly pointer: string;
  readonly headers: readonly DocumentedHeader[];
  /** What it may be sent as; none when it has no body. */
  readonly media: readonly MediaType[];
  /** The error codes that its schemas list. */
  readonly codes: readonly string[];
  readonly links: readonly Link[];
}

/** What an answer tells about a call of another operation. */
export interface Link {
  readonly name: string;
  /** The JSON Pointer of the link. */
  readonly pointer: string;
  /** The operation that it leads to. */
  readonly operationId: string;
  readonly parameters: readonly LinkParameter[];
  /** `x-reads-back`: what the other operation then has to answer, by JSON Pointer in its body. */
  readonly readsBack: readonly { readonly pointer: string; readonly expression: string }[];
  /** `x-when`: the link holds only where each of these has that value. */
  readonly when: readonly { readonly expression: string; readonly value: unknown }[];
}

export interface LinkParameter {
  readonly in: Parameter["in"];
  readonly name: string;
  /** A runtime expression (`$response.body#/id`), or the value itself. */
  readonly value: unknown;
}

export interface DocumentedHeader {
  readonly name: string;
  readonly required: boolean;
  readonly pointer: string;
  readonly schema: Place | undefined;
}

export interface MediaType {
  /** In lower case and without parameters, e.g. `application/json`. */
  readonly type: string;
  readonly json: boolean;
  readonly schema: Place | undefined;
  readonly examples: readonly NamedExample[];
}

export interface NamedExample {
  readonly name: string;
  readonly value: unknown;
}
