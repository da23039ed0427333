import { EvChargerError, kindOf, propertyOf } from "./EvChargerError.ts";
import type { ApiErrorWith, ErrorCode, HttpCode, KnownErrorCode } from "./OperationError.ts";

/**
 * The API answered with an error. Branch on `code`, or on the class, which stands for the status;
 * never on `message`.
 */
export class ApiError extends EvChargerError {
  override readonly name: string = "ApiError";
  /**
   * The API's code. The set may grow: keep a branch for codes that you do not know. `HTTP_502` and the
   * like when something else answered in the API's place.
   */
  declare readonly code: ErrorCode;
  declare readonly status: number;
  declare readonly method: string;
  declare readonly path: string;
  /** When something else answered in the API's place: the beginning of its body. */
  declare readonly snippet: string | undefined;

  override get "~kind"(): string {
    return "api";
  }
}

/**
 * Whether the API answered with an error, and if a code is given, with that one: then `details` has
 * the shape that the contract gives this code. It also recognises an error of another copy of this
 * package, where `instanceof` fails.
 *
 * @example
 * if (isApiError(error, "CONFLICT")) console.log(error.details.conflictingActionIds);
 */
export function isApiError(error: unknown): error is ApiError;
export function isApiError<Thrown, Code extends KnownErrorCode>(
  error: Thrown,
  code: Code,
): error is Thrown & ApiErrorWith<Code>;
export function isApiError(error: unknown, code: HttpCode): error is ApiError;
export function isApiError(error: unknown, code?: string): boolean {
  return kindOf(error) === "api" && (code === undefined || propertyOf(error, "code") === code);
}
