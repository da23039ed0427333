import type { Generated, GeneratedAlways } from "kysely";
import type { ChargerProfile, ChargerSetting } from "../fleet/Fleet.ts";

// Every instant is a bigint: milliseconds since 1970 in UTC, which is how exactly the API tells time.

/** A customer of the API: what one customer has is invisible to the others. */
interface CustomerTable {
  no: GeneratedAlways<number>;
  name: string;
  /** Whether its live keys work. */
  live_access: boolean;
  /** How many chargers it has; kept, so that no list has to count. */
  charger_count: number;
}

/** An API key; the key itself is nowhere. */
interface ApiKeyTable {
  /** The first 16 characters of `digest`, to find it by. */
  lookup: string;
  /** The SHA-256 of the key, in hexadecimal. */
  digest: string;
  customer_no: number;
  environment: "sandbox" | "live";
  permission: "read" | "write";
  expires_at: number | null;
}

/** A user of a customer. */
interface AppUserTable {
  no: GeneratedAlways<number>;
  customer_no: number;
  id: string;
  charger_count: number;
}

/** A setting: `value` held before the oldest of `written`, which are the last ones only. */
export type StoredSetting = ChargerSetting & {
  readonly written?: readonly (readonly [at: number, value: number])[];
};
export type StoredSettings = Readonly<Record<string, StoredSetting>>;

/** A linked charger. */
interface ChargerTable {
  no: GeneratedAlways<number>;
  customer_no: number;
  user_no: number;
  id: string;
  /** Its place in the customer's list, from 0, in the order of linking and without gaps. */
  position: number;
  /** Likewise in the list of its user. */
  user_position: number;
  profile: ChargerProfile;
  settings: StoredSettings;
  /** When its state was last read from the manufacturer, according to the fleet. */
  pulled_at: number;
  /** Where that state came from. */
  source: string;
  /** When it was read since; the last ones only. */
  pulls: Generated<readonly number[]>;
}

/** A command that was pushed, with every instant at which its state changes of itself. */
interface ActionTable {
  no: GeneratedAlways<number>;
  customer_no: number;
  charger_no: number;
  id: string;
  command: string;
  created_at: number;
  acknowledged_at: number;
  /** When it ends as its `outcome` says. */
  done_at: number;
  outcome: "completed" | "failed";
  error_code: string | null;
  error_message: string | null;
  /** Null for an action that ran at once. */
  start_at: number | null;
  /** When its window closes. */
  end_at: number | null;
  cancelled_at: number | null;
  /** The action at whose `end_at` this one starts. */
  queued_after: number | null;
  /** From when on no other action may come between: its creation, or the end of the one before it in the queue. */
  busy_from: number;
  /** When it ends, whichever way. */
  ended_at: GeneratedAlways<number>;
  /** When the charger begins to do as told; null when it never does. */
  effective_at: GeneratedAlways<number | null>;
}

/** What the database was filled with. */
interface FleetTable {
  /** Always true: there is one row. */
  one: Generated<boolean>;
  /** The SHA-256 of the fleet, by which it is recognised. */
  digest: string;
  /** The instant at which the fleet is as it says it is. */
  now: number;
}

export interface Tables {
  customer: CustomerTable;
  api_key: ApiKeyTable;
  app_user: AppUserTable;
  charger: ChargerTable;
  action: ActionTable;
  fleet: FleetTable;
}
