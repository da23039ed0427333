import { EvChargerError } from "./EvChargerError.ts";

/** The caller's signal aborted the call; `cause` is the signal's reason. */
export class AbortError extends EvChargerError {
  override readonly name = "AbortError" as const;
  override readonly code = "ABORTED" as const;
  declare readonly status: undefined;
}
