import { EvChargerError } from "./EvChargerError.ts";

/**
 * The answer is no error, but not what the contract says either: a portal's HTML page, broken JSON, a
 * redirect. For a redirect in a browser, which hides it, `status` is 0.
 */
export class InvalidResponseError extends EvChargerError {
  override readonly name = "InvalidResponseError" as const;
  override readonly code = "INVALID_RESPONSE" as const;
  declare readonly status: number;
  /** The beginning of the body, at most 200 characters, without the API key. */
  declare readonly snippet: string | undefined;
}
