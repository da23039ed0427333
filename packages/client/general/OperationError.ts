import type { operations } from "@ev-charger/types";
import type { AbortError } from "../src/AbortError.ts";
import type { ApiError } from "../src/ApiError.ts";
import type { ConfigurationError } from "../src/ConfigurationError.ts";
import type { ConnectionError } from "../src/ConnectionError.ts";
import type { InvalidResponseError } from "../src/InvalidResponseError.ts";
import type { JsonOf, OperationId } from "../src/OperationTypes.ts";
import type {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnprocessableError,
} from "../src/statusErrors.ts";
import type { TimeoutError } from "../src/TimeoutError.ts";

/**
 * What a call of an operation can fail with. Narrow it by `status` to the `details`: the body that the
 * contract documents with this status, undefined when something else answered in the API's place.
 */
export type OperationError<Id extends OperationId> = ErrorOf<operations[Id]>;

/** As {@link OperationError}, of an operation's type. */
export type ErrorOf<Operation> =
  | (Operation extends { responses: infer Responses } ? AnsweredError<Responses> : never)
  | (InvalidResponseError & { readonly status: OtherStatus })
  | ConnectionError
  | TimeoutError
  | AbortError
  | ConfigurationError;

/** The code of an error that the API answers with: what its status is. */
export type HttpCode = `HTTP_${number}`;

/** As {@link HttpCode}: APIs have no other codes in common. */
export type ErrorCode = HttpCode;

/** A contract says nothing of codes in a way that all do. */
export type KnownErrorCode = never;

/** As {@link KnownErrorCode}, there is none. */
export type ApiErrorWith<Code extends string> = ApiError & { readonly code: Code };

type ClientStatus =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415)
  | (416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451 | 499);
type ServerStatus =
  | (500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511)
  | (520 | 521 | 522 | 523 | 524 | 525 | 526 | 530);
type OtherStatus =
  | (0 | 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226)
  | (300 | 301 | 302 | 303 | 304 | 305 | 307 | 308);

interface ClassByStatus {
  400: BadRequestError;
  401: AuthenticationError;
  403: PermissionDeniedError;
  404: NotFoundError;
  409: ConflictError;
  422: UnprocessableError;
  429: RateLimitError;
}

/** The statuses of errors that are documented each by itself. */
type Exact<Responses> = {
  [Status in keyof Responses]: `${Status & number}` extends `${4 | 5}${string}` ? Status : never;
}[keyof Responses] &
  number;

type AnsweredError<Responses> =
  | {
      [Status in Exact<Responses>]: ClassOf<Status> &
        Said<Status, JsonOf<Responses[Status & keyof Responses]>>;
    }[Exact<Responses>]
  | {
      [Status in Exclude<keyof ClassByStatus, Exact<Responses>>]: ClassByStatus[Status] &
        Said<Status, BodyOf<Responses, "4XX">>;
    }[Exclude<keyof ClassByStatus, Exact<Responses>>]
  | (ApiError &
      Said<Exclude<ClientStatus, Exact<Responses> | keyof ClassByStatus>, BodyOf<Responses, "4XX">>)
  | (ServerError & Said<Exclude<ServerStatus, Exact<Responses>>, BodyOf<Responses, "5XX">>);

interface Said<Status, Body> {
  readonly status: Status;
  readonly details: Body | undefined;
}

/** The body of a range of statuses, or else of all that are documented nowhere. */
type BodyOf<Responses, Range extends string> = Range extends keyof Responses
  ? JsonOf<Responses[Range]>
  : "default" extends keyof Responses
    ? JsonOf<Responses["default"]>
    : undefined;

type ClassOf<Status extends number> = Status extends keyof ClassByStatus
  ? ClassByStatus[Status]
  : `${Status}` extends `5${string}`
    ? ServerError
    : ApiError;
