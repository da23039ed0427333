import { EvChargerError } from "./EvChargerError.ts";

/** The pages of a list lead nowhere: there is no next one, or the API makes no progress. */
export class PaginationError extends EvChargerError {
  override readonly name = "PaginationError" as const;
  override readonly code = "PAGINATION" as const;
  declare readonly status: undefined;
}
