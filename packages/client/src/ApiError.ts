import type { ErrorCode } from "./OperationMethod.ts";

/** An error answer of the API. */
export interface ApiFailure {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: ErrorCode;
  /** What the API says happened. */
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly requestId: string | undefined;
}

/**
 * The API answered with an error. Branch on `code`, never on `message`.
 *
 * @example
 * if (error instanceof ApiError && error.code === "DEVICE_NOT_FOUND") forgetDevice();
 */
export class ApiError extends Error {
  override readonly name = "ApiError" as const;
  readonly method: string;
  /** The path template of the operation, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  /** The HTTP status. */
  readonly status: number;
  /** A stable code. The set may grow: keep a branch for codes that you do not know. */
  readonly code: ErrorCode;
  /** More about the error; its shape depends on `code`. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
  /** What the API's support asks for. */
  readonly requestId: string | undefined;

  constructor({ method, path, status, code, reason, details, requestId }: ApiFailure) {
    const request = requestId === undefined ? "" : ` (request ${requestId})`;
    super(`${method} ${path} answered ${status} ${code}: ${reason}${request}`);
    this.method = method;
    this.path = path;
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }

  /** What is safe and useful to log. */
  toJSON() {
    const { name, message, method, path, status, code, details, requestId } = this;
    return { name, message, method, path, status, code, details, requestId };
  }
}
