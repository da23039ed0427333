export type * from "@ev-charger/types";
export { AbortError } from "./AbortError.ts";
export { ApiError, isApiError } from "./ApiError.ts";
export type { CallOptions, ClientOptions } from "./CallOptions.ts";
export { ConfigurationError } from "./ConfigurationError.ts";
export { ConnectionError } from "./ConnectionError.ts";
export { type Client, createClient } from "./createClient.ts";
export { EvChargerError, isEvChargerError } from "./EvChargerError.ts";
export * from "./guards.gen.ts";
export { InvalidResponseError } from "./InvalidResponseError.ts";
export type { Deprecation, Logger, LogFields } from "./Logger.ts";
export type {
  AttemptContext,
  CallContext,
  CallRequest,
  CallResult,
  Middleware,
} from "./Middleware.ts";
export type { ErrorCode, KnownErrorCode, OperationError } from "./OperationError.ts";
export type { Answer, Call, Page, PageCall, SafeAnswer } from "./OperationMethod.ts";
export type { OperationId, OperationRequest } from "./OperationTypes.ts";
export type { OperationMethods } from "./operations.gen.ts";
export { PaginationError } from "./PaginationError.ts";
export type { RawInit, RawMethods, RawResult } from "./RawMethods.ts";
export {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnprocessableError,
} from "./statusErrors.ts";
export { TimeoutError } from "./TimeoutError.ts";
export type { WaitOptions } from "./waitUntil.ts";
