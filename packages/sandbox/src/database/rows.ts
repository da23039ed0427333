import type { ChargerProfile } from "../fleet/Fleet.ts";
import type { StoredSettings } from "./Tables.ts";

/** An API key as it is looked up. */
export interface KeyRow {
  readonly lookup: string;
  readonly digest: string;
  readonly customer_no: number;
  readonly environment: "sandbox" | "live";
  readonly permission: "read" | "write";
  readonly expires_at: number | null;
  readonly live_access: boolean;
}

/** A charger at an instant, with its newest action and with the one that it obeys. */
export interface ChargerRow {
  readonly no: number;
  readonly id: string;
  readonly profile: ChargerProfile;
  readonly settings: StoredSettings;
  readonly pulled_at: number;
  readonly source: string;
  readonly pulls: readonly number[] | null;
  readonly last_id: string | null;
  readonly last_command: string | null;
  readonly last_state: string | null;
  readonly last_created_at: number | null;
  readonly last_changed_at: number | null;
  readonly last_error_code: string | null;
  readonly last_error_message: string | null;
  readonly effect_command: string | null;
  readonly effect_at: number | null;
  readonly effect_end_at: number | null;
}

/** An action at an instant. */
export interface ActionRow {
  readonly no: number;
  readonly id: string;
  readonly charger_id: string;
  readonly command: string;
  readonly state: string;
  readonly outcome: string;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly created_at: number;
  readonly changed_at: number;
  readonly acknowledged_at: number;
  readonly ended_at: number;
  readonly start_at: number | null;
  readonly end_at: number | null;
}

/** An action that is to be written. */
export interface NewAction {
  /** The charger's id, which the row itself does not have. */
  readonly charger_id: string;
  readonly customer_no: number;
  readonly charger_no: number;
  readonly id: string;
  readonly command: string;
  readonly created_at: number;
  readonly acknowledged_at: number;
  readonly done_at: number;
  readonly outcome: "completed" | "failed";
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly start_at: number | null;
  readonly end_at: number | null;
  readonly queued_after: number | null;
  readonly busy_from: number;
}

/** An action that is in the way of another one. */
export interface Conflict {
  readonly no: number;
  readonly id: string;
  readonly created_at: number;
  readonly acknowledged_at: number;
  /** When it is no longer in the way. */
  readonly busy_until: number;
  readonly done_at: number;
  readonly end_at: number | null;
}

/** The charger that a push is for, and what is in the way. */
export interface PushTarget {
  readonly no: number;
  readonly id: string;
  readonly profile: ChargerProfile;
  readonly conflicts: readonly Conflict[];
}

/** A page, and how many there are on all pages. */
export interface Page<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}
