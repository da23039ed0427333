import { EvChargerError } from "./EvChargerError.ts";

/** The time that a call, or each of its attempts, was given is over. Whether the API acted is unknown. */
export class TimeoutError extends EvChargerError {
  override readonly name = "TimeoutError" as const;
  override readonly code = "TIMEOUT" as const;
  declare readonly status: undefined;
}
