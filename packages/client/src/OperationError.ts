import type { operations } from "@ev-charger/types";
import type { AbortError } from "./AbortError.ts";
import type { ApiError } from "./ApiError.ts";
import type { ConfigurationError } from "./ConfigurationError.ts";
import type { ConnectionError } from "./ConnectionError.ts";
import type { InvalidResponseError } from "./InvalidResponseError.ts";
import type { JsonOf, OperationId, SuccessStatus } from "./OperationTypes.ts";
import type {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnprocessableError,
} from "./statusErrors.ts";
import type { TimeoutError } from "./TimeoutError.ts";

/**
 * What a call of an operation can fail with: an error for each status and code that the contract
 * documents with it, and those that any call can meet. Narrow it by `status`, and by
 * `isApiError(error, code)` to the `details` of a code.
 */
export type OperationError<Id extends OperationId> = ErrorOf<operations[Id]>;

/** As {@link OperationError}, of an operation's type. */
export type ErrorOf<Operation> =
  | DocumentedError<Operation>
  | UndocumentedError<StatusOf<Operation>>
  | (InvalidResponseError & { readonly status: OtherStatus })
  | ConnectionError
  | TimeoutError
  | AbortError
  | ConfigurationError;

/**
 * The statuses of errors, as they are registered with IANA and as proxies make them up. They are listed
 * so that comparing `status` with one narrows to the errors of that one alone.
 */
type ClientStatus =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415)
  | (416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451 | 499);
type ServerStatus =
  | (500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511)
  | (520 | 521 | 522 | 523 | 524 | 525 | 526 | 530);

type UndocumentedError<Documented> =
  | {
      [Status in Exclude<keyof ClassByStatus, Documented>]: ClassByStatus[Status] & {
        readonly status: Status;
      };
    }[Exclude<keyof ClassByStatus, Documented>]
  | (ServerError & { readonly status: Exclude<ServerStatus, Documented> })
  | (ApiError & { readonly status: Exclude<ClientStatus, Documented | keyof ClassByStatus> });

/** All others; 0 is a redirect that a browser hides. */
type OtherStatus =
  | (0 | 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226)
  | (300 | 301 | 302 | 303 | 304 | 305 | 307 | 308);

type StatusOf<Operation> = Operation extends { responses: infer Responses }
  ? keyof Responses
  : never;

/** The code of an error that something else answered in the API's place. */
export type HttpCode = `HTTP_${number}`;

/** An error code that the contract knows, or one that is newer than this client. */
export type ErrorCode = KnownErrorCode | (string & {});

/** The error codes that the contract documents with its operations. */
export type KnownErrorCode = {
  [Id in OperationId]: Literal<DocumentedProblem<operations[Id]>["code"]>;
}[OperationId];

/** The errors with a code, wherever the contract documents it. */
export type ApiErrorWith<Code extends string> = {
  [Id in OperationId]: Extract<DocumentedError<operations[Id]>, { readonly code: Code }>;
}[OperationId];

/** What the API answers with a documented status and code. */
type DocumentedError<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in Exclude<keyof Responses, SuccessStatus<Operation>>]: TypedError<
        Status,
        ProblemOf<JsonOf<Responses[Status]>>
      >;
    }[Exclude<keyof Responses, SuccessStatus<Operation>>]
  : never;

type TypedError<Status, Problem> = Problem extends { code: infer Code }
  ? ClassOf<Status> & {
      readonly status: Status;
      readonly code: Code;
      readonly details: DetailsOf<Problem>;
    }
  : never;

type DetailsOf<Problem> = Problem extends { details: infer Details }
  ? Details
  : Problem extends { details?: infer Details }
    ? Details | undefined
    : undefined;

type ClassOf<Status> = Status extends keyof ClassByStatus
  ? ClassByStatus[Status]
  : `${Status & number}` extends `5${string}`
    ? ServerError
    : ApiError;

interface ClassByStatus {
  400: BadRequestError;
  401: AuthenticationError;
  403: PermissionDeniedError;
  404: NotFoundError;
  409: ConflictError;
  422: UnprocessableError;
  429: RateLimitError;
}

type DocumentedProblem<Operation> = Operation extends { responses: infer Responses }
  ? ProblemOf<JsonOf<Responses[Exclude<keyof Responses, SuccessStatus<Operation>>]>>
  : never;

type ProblemOf<ErrorBody> = ErrorBody extends { error: infer Problem }
  ? Extract<Problem, { code: string }>
  : never;

type Literal<Code> = Code extends string ? (string extends Code ? never : Code) : never;
