export type * from "@ev-charger/types";
export { ApiError } from "./ApiError.ts";
export type { ClientOptions } from "./checkOptions.ts";
export { ConfigurationError } from "./ConfigurationError.ts";
export { ConnectionError } from "./ConnectionError.ts";
export { type Client, createClient } from "./createClient.ts";
export { InvalidResponseError } from "./InvalidResponseError.ts";
export type {
  CallOptions,
  ErrorCode,
  KnownErrorCode,
  OperationId,
  OperationMethod,
  OperationRequest,
  OperationResult,
} from "./OperationMethod.ts";
export type { RawInit, RawMethods, RawResult } from "./RawMethods.ts";
