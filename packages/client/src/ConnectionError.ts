import { EvChargerError } from "./EvChargerError.ts";

/**
 * The API gave no answer, or broke off in the middle of it; whether it acted on the request is
 * unknown. `cause` tells what `fetch` threw: a copy without the API key.
 */
export class ConnectionError extends EvChargerError {
  override readonly name = "ConnectionError" as const;
  override readonly code = "CONNECTION_FAILED" as const;
  declare readonly status: undefined;
}
