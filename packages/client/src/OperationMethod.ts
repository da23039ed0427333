import type { operations } from "@ev-charger/types";
import type { CallOptions } from "./CallOptions.ts";
import type { OperationError } from "./OperationError.ts";
import type {
  DataOf,
  MetaOf,
  OperationId,
  Parts,
  RequestOf,
  SuccessBody,
  SuccessHeaders,
  SuccessStatus,
} from "./OperationTypes.ts";
import type { WaitOptions } from "./waitUntil.ts";

/** The method of an operation whose success is an envelope: it resolves to the envelope's data. */
export type DataMethod<Id extends OperationId> = Method<
  operations[Id],
  Call<Id, DataOf<SuccessBody<operations[Id]>>, MetaOf<SuccessBody<operations[Id]>>>
>;

/** The method of an operation without an envelope: it resolves to the body, or undefined. */
export type BodyMethod<Id extends OperationId> = Method<
  operations[Id],
  Call<Id, SuccessBody<operations[Id]>, undefined>
>;

/** The method of a list: it resolves to a page, and iterates over the items of all pages. */
export type PageMethod<Id extends OperationId> = Method<
  operations[Id],
  PageCall<Id, DataOf<SuccessBody<operations[Id]>>, MetaOf<SuccessBody<operations[Id]>>>
>;

/** As {@link PageMethod}, of a list without an envelope. */
export type BodyPageMethod<Id extends OperationId> = Method<
  operations[Id],
  PageCall<Id, SuccessBody<operations[Id]>, undefined>
>;

/** The method that waits until the result of an operation has come to its end. */
export type WaitMethod<Result, Property extends keyof Result, Value extends Result[Property]> = (
  id: string,
  options?: WaitOptions,
) => Promise<Result & { readonly [Name in Property]: Value }>;

/** A method, whose first argument is required exactly where the contract requires something. */
export type Method<Operation, Result> =
  Partial<Parts<Operation>> extends Parts<Operation>
    ? (request?: RequestOf<Operation>, options?: CallOptions) => Result
    : (request: RequestOf<Operation>, options?: CallOptions) => Result;

/** A call that has begun: a promise of its data, with other ways to take the answer. */
export interface Call<Id extends OperationId, Data, Meta> extends Promise<Data> {
  /** The data with all that is known of the answer; it rejects as the call does. */
  withResponse(): Promise<Answer<Id, Data, Meta>>;
  /**
   * The answer with `error: undefined`, or `{ error }` and no data: it does not reject with an error of
   * this client, and `error` is typed to what this very operation can fail with.
   */
  safe(): Promise<SafeAnswer<Id, Data, Meta>>;
}

/** A success, and what is known of the answer that it came with. */
export interface Answer<Id extends OperationId, Data, Meta> {
  readonly data: Data;
  /** The envelope's meta; undefined without an envelope. */
  readonly meta: Meta;
  readonly status: SuccessStatus<operations[Id]>;
  /** Its `get` completes the names that the contract documents. */
  readonly headers: KnownHeaders<SuccessHeaders<operations[Id]>>;
  /** What the API's support asks for. */
  readonly requestId: string | undefined;
  /** Its body has been read already. */
  readonly response: Response;
}

/** An answer or an error. */
export type SafeAnswer<Id extends OperationId, Data, Meta> =
  | (Answer<Id, Data, Meta> & { readonly error: undefined })
  | ({ readonly [Name in keyof Answer<Id, Data, Meta>]?: undefined } & {
      readonly error: OperationError<Id>;
    });

/** Headers, of which some are documented: `get` completes their names, and required ones are there. */
export interface KnownHeaders<Names> extends Headers {
  get<Name extends KnownName<Names> | (string & {})>(
    name: Name,
  ): string extends Name
    ? string | null
    : Names extends Readonly<Record<Name, unknown>>
      ? string
      : string | null;
}

type KnownName<Names> = keyof {
  [Name in keyof Names as string extends Name ? never : Name & string]: 0;
};

/** A call of a list: a promise of its first page, and lazily an iterable over the items of all. */
export interface PageCall<Id extends OperationId, Data, Meta>
  extends Call<Id, Page<Data, Meta>, Meta>, AsyncIterable<ItemOf<Data>> {
  /** All pages, each requested when the one before has been used. */
  pages(): AsyncIterable<Page<Data, Meta>>;
  /**
   * The items of all pages, or the first `max` of them; no page is requested in vain.
   *
   * @throws PaginationError when the pages lead nowhere; whatever the call of a page throws.
   */
  toArray(options?: { readonly max?: number | undefined }): Promise<ItemOf<Data>[]>;
}

/** A page of a list, as the API sent it, with its meta and the way to the next one. */
export type Page<Data, Meta> = Data & {
  readonly meta: Meta;
  readonly hasNextPage: boolean;
  /**
   * The page after this one, by the same request and options.
   *
   * @throws PaginationError when there is none, or the API makes no progress.
   */
  nextPage(): Promise<Page<Data, Meta>>;
};

type ItemOf<Data> = Data extends { items: readonly (infer Item)[] } ? Item : never;
