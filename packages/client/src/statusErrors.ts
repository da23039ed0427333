import { ApiError } from "./ApiError.ts";
import type { ErrorInfo } from "./EvChargerError.ts";

/** 400: the request is not what the contract allows; `details` may say where. */
export class BadRequestError extends ApiError {
  override readonly name = "BadRequestError" as const;
  declare readonly status: 400;
}

/** 401: the API key is missing, unknown or expired. */
export class AuthenticationError extends ApiError {
  override readonly name = "AuthenticationError" as const;
  declare readonly status: 401;
}

/** 403: the API key may not do this. */
export class PermissionDeniedError extends ApiError {
  override readonly name = "PermissionDeniedError" as const;
  declare readonly status: 403;
}

/** 404: there is no such thing, or it is someone else's. */
export class NotFoundError extends ApiError {
  override readonly name = "NotFoundError" as const;
  declare readonly status: 404;
}

/** 409: the state of what is addressed does not allow it. */
export class ConflictError extends ApiError {
  override readonly name = "ConflictError" as const;
  declare readonly status: 409;
}

/** 422: the request is well formed, but cannot be carried out. */
export class UnprocessableError extends ApiError {
  override readonly name = "UnprocessableError" as const;
  declare readonly status: 422;
}

/** 429: too many requests; `retryAfter` says how long to wait, if the API does. */
export class RateLimitError extends ApiError {
  override readonly name = "RateLimitError" as const;
  declare readonly status: 429;
}

/** 500 and above: the API, or something in front of it, failed. */
export class ServerError extends ApiError {
  override readonly name = "ServerError" as const;
}

/** The class of each status, and what its message advises. */
const byStatus: ReadonlyMap<number, readonly [typeof ApiError, advice: string]> = new Map([
  [400, [BadRequestError, "Correct the request."]],
  [401, [AuthenticationError, "Check the API key."]],
  [403, [PermissionDeniedError, "Check what the key may do."]],
  [404, [NotFoundError, "Check the id."]],
  [409, [ConflictError, "Read its state first."]],
  [422, [UnprocessableError, "Correct the request."]],
  [429, [RateLimitError, "Slow down."]],
  [500, [ServerError, "Try again later."]],
]);

/**
 * An error of the class that its status asks for.
 *
 * @param reason What happened, as the API or this client puts it.
 * @param hint What to do about it; default: what errors of the status ask for.
 */
export function statusError(
  reason: string,
  info: ErrorInfo & { readonly status: number },
  hint?: string,
): ApiError {
  const { status, code, requestId, attempts } = info;
  const [Class, advice] = byStatus.get(Math.min(status, 500)) ?? [ApiError, "Branch on its code."];
  const notes = `${requestId === undefined ? "" : `request ${requestId}, `}attempt ${attempts}`;
  return new Class(
    `answered ${status} ${code}: ${reason.replace(/\.$/, "")} (${notes}). ${hint ?? advice}`,
    info,
  );
}
