import type { HttpHandler } from "msw";

/** What the generated table knows of an operation's examples and error codes, by name. */
export interface OperationNames {
  readonly examples: string;
  readonly errors: object;
}

/**
 * Makes MSW handlers for one operation. Called without arguments, the handler answers with the
 * operation's first success example.
 *
 * @example
 * server.use(mock.getEvCharger({ data: { state: { isCharging: false } } }));
 * server.use(mock.getEvCharger(({ params }) => ({ data: { id: params.deviceId } })));
 */
export interface OperationMock<Operation, Known extends OperationNames> {
  /**
   * A success. Nothing of a request is checked against the contract.
   *
   * @param answer What to change about the example; or a function of the request that returns that,
   *   an error, a fault, a `Response`, or nothing for the example as it is.
   * @throws Error naming the operation and what there is instead, for an example that it has not.
   */
  (
    answer?: Success<Operation, Known> | Resolver<Operation, Known>,
    options?: HandlerOptions,
  ): HttpHandler;

  /**
   * The error of a code that the contract documents for this operation: its example, or one made up
   * from its schema, with its status and headers.
   */
  error<Code extends ErrorCodeOf<Known>>(
    code: Code,
    changes?: Failure<Operation, Known, Code>,
    options?: HandlerOptions,
  ): HttpHandler;

  /** No answer: `fetch` rejects. */
  networkError(options?: HandlerOptions): HttpHandler;

  /** The status and headers of the success, and half of its body: reading it rejects. */
  brokenBody(options?: HandlerOptions): HttpHandler;

  /**
   * One answer after another; the last one stays.
   *
   * @example
   * mock.getAction.sequence([{ error: "SERVICE_UNAVAILABLE" }, { networkError: true }, {}]);
   */
  sequence(
    steps: readonly [Step<Operation, Known>, ...Step<Operation, Known>[]],
    options?: HandlerOptions,
  ): HttpHandler;
}

/** What MSW itself takes: with `once`, later requests go to the next handler. */
export interface HandlerOptions {
  readonly once?: boolean | undefined;
}

/** Any answer. */
export type Answer<Operation, Known extends OperationNames> =
  | Success<Operation, Known>
  | {
      [Code in ErrorCodeOf<Known>]: Failure<Operation, Known, Code> & { readonly error: Code };
    }[ErrorCodeOf<Known>]
  | Fault;

/** An answer, or the function that chooses it. */
export type Step<Operation, Known extends OperationNames> =
  | Answer<Operation, Known>
  | Resolver<Operation, Known>;

/** Chooses the answer to a request. Nothing stands for the first success example. */
export type Resolver<Operation, Known extends OperationNames> = (
  request: MockedRequest<Operation>,
) => Chosen<Operation, Known> | Promise<Chosen<Operation, Known>>;

// oxlint-disable-next-line typescript/no-invalid-void-type -- a spy that returns nothing is welcome
type Chosen<Operation, Known extends OperationNames> = Answer<Operation, Known> | Response | void;

/** A request, with the types that the contract gives it; it may be otherwise. */
export interface MockedRequest<Operation> {
  /** The path parameters. */
  readonly params: Group<Operation, "path">;
  /** The query parameters: numbers, booleans and arrays as such. */
  readonly query: Group<Operation, "query">;
  /** The parsed JSON body; undefined without one, its text where it is not JSON. */
  readonly body: BodyOf<Operation>;
  readonly request: Request;
}

/** A success: an example with changes, or a whole body. */
export type Success<Operation, Known extends OperationNames> = Timing &
  WithHeaders<Operation, SuccessStatus<Operation>> &
  ([NonNullable<SuccessBody<Operation>>] extends [never]
    ? Pick<Changed<Known, unknown>, "example">
    : Changed<Known, NonNullable<SuccessBody<Operation>>> | Whole<SuccessBody<Operation>>);

type Changed<Known extends OperationNames, Body> = {
  /** Which of the success examples to begin with. Default: the first. */
  readonly example?: Known["examples"] | undefined;
  /**
   * Laid over the example's data (what the client's method resolves to): objects member by member,
   * `undefined` leaves a member out, arrays replace, and the objects in an array are completed from
   * the example's first.
   *
   * `items` of a list without `pagination` are all the items that there are: pages are cut from them.
   */
  readonly data?: Changes<DataOf<Body>> | undefined;
  readonly body?: undefined;
} & (Body extends Envelope
  ? {
      /** Laid over the example's `meta`. */
      readonly meta?: Changes<Body["meta"]> | undefined;
    }
  : unknown);

interface Whole<Body> {
  /** Sent as it is. */
  readonly body: Body;
  readonly example?: undefined;
  readonly data?: undefined;
  readonly meta?: undefined;
}

/** Changes to the example of an error. */
export type Failure<Operation, Known extends OperationNames, Code> = Timing &
  WithHeaders<Operation, StatusOf<Operation, Code>> & {
    /** Which of the code's examples to begin with. Default: the first. */
    readonly example?:
      | (Code extends keyof Known["errors"] ? Known["errors"][Code] : never)
      | undefined;
    readonly message?: string | undefined;
    /** Laid over the example's details, as `data` is over a success's. */
    readonly details?: Changes<DetailsOf<FailureBody<Operation>, Code>> | undefined;
    /** Laid over the example's `meta`. */
    readonly meta?: Changes<MetaOf<FailureBody<Operation>>> | undefined;
  };

/** A broken connection: before the answer, or in the middle of its body. */
export type Fault = Timing & ({ readonly networkError: true } | { readonly brokenBody: true });

interface Timing {
  /** How long to wait before the answer, in milliseconds; "infinite" never answers. Default: 0. */
  readonly delay?: number | "infinite" | undefined;
}

interface WithHeaders<Operation, Status> {
  /** Sent over those that the contract documents, e.g. `{ "Retry-After": 2 }`; undefined leaves one out. */
  readonly headers?: (DocumentedHeaders<Operation, Status> & AnyHeaders) | undefined;
}

type HeaderValue = string | number | boolean | undefined;
interface AnyHeaders {
  readonly [name: string]: HeaderValue;
}

/** All of it optional, at every depth. */
export type Changes<Type> = Type extends string | number | boolean | bigint | null | undefined
  ? Type
  : Type extends readonly (infer Item)[]
    ? readonly Changes<Item>[]
    : Type extends object
      ? { readonly [Key in keyof Type]?: Changes<Type[Key]> | undefined }
      : Type;

/** The error codes that the contract documents for an operation. */
export type ErrorCodeOf<Known extends OperationNames> = keyof Known["errors"] & string;

interface Envelope {
  success: unknown;
  data: unknown;
  meta: unknown;
}

type DataOf<Body> = Body extends Envelope ? Body["data"] : Body;
type MetaOf<Body> = Body extends { meta: infer Meta } ? Meta : never;

type Responses<Operation> = Operation extends { responses: infer All } ? All : never;
type SuccessStatus<Operation> = {
  [Status in keyof Responses<Operation>]: `${Status & (string | number)}` extends `2${string}`
    ? Status
    : never;
}[keyof Responses<Operation>];
type FailureStatus<Operation> = Exclude<keyof Responses<Operation>, SuccessStatus<Operation>>;
type SuccessBody<Operation> = JsonOf<Responses<Operation>[SuccessStatus<Operation>]>;
type FailureBody<Operation> = JsonOf<Responses<Operation>[FailureStatus<Operation>]>;

type JsonOf<Message> = Message extends { content: infer Content }
  ? Content[keyof Content & `application/${string}json`]
  : undefined;

/** The statuses with which a code comes. */
type StatusOf<Operation, Code> = {
  [Status in FailureStatus<Operation>]: ErrorOf<
    JsonOf<Responses<Operation>[Status]>,
    Code
  > extends never
    ? never
    : Status;
}[FailureStatus<Operation>];

/** That member of a body's errors which has just this code: one with any code does not count. */
type ErrorOf<Body, Code> = Body extends { error: infer All }
  ? All extends { code: infer Codes }
    ? string extends Codes
      ? never
      : Code extends Codes
        ? All
        : never
    : never
  : never;

type DetailsOf<Body, Code> =
  ErrorOf<Body, Code> extends { details?: infer Details } ? NonNullable<Details> : unknown;

type DocumentedHeaders<Operation, Status> = Responses<Operation>[Status &
  keyof Responses<Operation>] extends { headers: infer All }
  ? { readonly [Name in keyof All as string extends Name ? never : Name]?: HeaderValue }
  : unknown;

type Group<Operation, Name extends string> = Operation extends {
  parameters: { [Key in Name]?: infer Values };
}
  ? [NonNullable<Values>] extends [never]
    ? Readonly<Record<string, never>>
    : Readonly<NonNullable<Values>>
  : Readonly<Record<string, never>>;

type BodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? JsonOf<NonNullable<Body>> | (Operation extends { requestBody: unknown } ? never : undefined)
  : undefined;
