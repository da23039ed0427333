import type { operations } from "@ev-charger/types";
import type { Store } from "../database/Store.ts";

/** Who sends a request, by its key. */
export interface Caller {
  readonly customerNo: number;
  readonly environment: "sandbox" | "live";
  readonly permission: "read" | "write";
}

/** What a handler works with besides the request. */
export interface Context {
  readonly store: Store;
  readonly caller: Caller;
  /** The instant for which the request is answered, in milliseconds since 1970. */
  readonly now: number;
  /** What time it is by now; the same as before, where the clock stands still for the request. */
  readonly time: () => number;
}

type OperationId = keyof operations;

/** A request that is as the contract wants it. Numbers and booleans of the query are such. */
export interface RequestOf<Id extends OperationId> {
  readonly path: Part<operations[Id]["parameters"], "path">;
  readonly query: Part<operations[Id]["parameters"], "query">;
  readonly header: Part<operations[Id]["parameters"], "header">;
  readonly body: operations[Id] extends {
    requestBody: { content: { "application/json": infer Body } };
  }
    ? Body
    : undefined;
}

type Part<Parameters, Name extends string> = Parameters extends { [Key in Name]?: infer Values }
  ? NonNullable<Values>
  : object;

type Responses<Id extends OperationId> = operations[Id]["responses"];
type SuccessStatus<Id extends OperationId> = Extract<keyof Responses<Id>, 200 | 201 | 202 | 203>;

/** What the success of an operation shows as `data`; undefined when it has no body. */
export type DataOf<Id extends OperationId> = [SuccessStatus<Id>] extends [never]
  ? undefined
  : Responses<Id>[SuccessStatus<Id>] extends {
        content: { "application/json": { data: infer Data } };
      }
    ? Data
    : undefined;

/**
 * Does what an operation of the contract says, and returns the data of its success.
 *
 * @throws Refusal to answer with an error of the API.
 */
export type Handler<Id extends OperationId> = (
  request: RequestOf<Id>,
  context: Context,
) => Promise<DataOf<Id>>;

/** One for every operation of the contract: without one of them this does not compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };
