import type {
  ActionSummary,
  EvCharger,
  EvChargerSettings,
  EvChargerState,
  SettingState,
} from "@ev-charger/types";
import type { ChargerRow } from "../database/rows.ts";
import type { StoredSetting } from "../database/Tables.ts";
import { iso } from "./Clock.ts";
import { linkTo } from "./actionAt.ts";

/** How long a state that was read from the manufacturer counts as `live`, in ms. */
const LIVE_FOR = 60_000;

/** A charger with another source cannot be read: it is shown with the sync that it was last read with. */
const READABLE: ReadonlySet<string> = new Set(["live", "cache"]);

/** Whether the manufacturer lets a charger be read. */
export const isReadable = ({ source }: ChargerRow): boolean => READABLE.has(source);

/** A charger as the API shows it at an instant: a function of what is stored and the clock. */
export function chargerAt(row: ChargerRow, now: number): EvCharger {
  const { profile } = row;
  const session = sessionAt(row, now);
  const lastPulledAt = isReadable(row) ? pulledAt(row, session.changedAt, now) : row.pulled_at;
  const source = lastPulledAt === row.pulled_at ? row.source : "live";
  const isFresh = source !== "live" || now - lastPulledAt < LIVE_FOR;
  const shown = isFresh ? source : "cache";
  return {
    id: row.id,
    vendor: profile.vendor,
    sync: {
      available: isReadable(row),
      lastPulledAt: iso(lastPulledAt),
    },
    metadata: { model: profile.model, source: shown },
    state: stateOf(row, session.charges, now),
    commands: profile.commands,
    conflictStrategies: [...profile.conflictStrategies],
    lastAction: lastActionOf(row),
    currentSchedule: profile.currentSchedule ?? null,
  };
}

/** When a charger was last read; what it does of itself, it tells. */
function pulledAt({ pulled_at: first, pulls }: ChargerRow, changedAt: number, now: number): number {
  let latest = Math.max(first, changedAt);
  for (const at of pulls ?? []) if (at <= now && at > latest) latest = at;
  return latest;
}

/** A charger's settings as the API shows them at an instant. */
export function settingsAt({ settings }: ChargerRow, now: number): EvChargerSettings {
  const shown = Object.entries(settings).map(([name, setting]): [string, SettingState] => {
    const { unit, min, max } = setting;
    return [name, { value: valueAt(setting, now), unit, min, max }];
  });
  return Object.fromEntries(shown);
}

/** Of what was written at the same instant, the last counts. */
function valueAt({ value, written = [] }: StoredSetting, now: number): number {
  let latest: readonly [at: number, value: number] = [-Infinity, value];
  for (const one of written) if (one[0] <= now && one[0] >= latest[0]) latest = one;
  return latest[1];
}

/** Whether the charger has been told to charge, and since when it is as it is. */
function sessionAt(row: ChargerRow, now: number): { charges: boolean; changedAt: number } {
  const { effect_command: command, effect_at: since, effect_end_at: end } = row;
  if (command === null || since === null) return { charges: row.profile.isCharging, changedAt: 0 };
  if (end !== null && end <= now) return { charges: false, changedAt: Math.max(since, end) };
  return { charges: command === "charge", changedAt: since };
}

function stateOf({ profile, settings }: ChargerRow, charges: boolean, now: number): EvChargerState {
  const { vehicle, stuck, maxCurrent, powerRateLimit } = profile;
  const isConnected = vehicle !== null;
  const { max_charge_rate: rate } = settings;
  const allowed = rate === undefined ? powerRateLimit : valueAt(rate, now);
  const power =
    vehicle !== null && charges && stuck === undefined
      ? Math.min(vehicle.maxPower, allowed, powerRateLimit)
      : 0;
  const isCharging = power > 0;
  const status = isCharging ? "charging" : isConnected ? "paused" : "available";
  return {
    status: stuck ?? status,
    isConnected,
    isCharging,
    currentPower: power,
    maxCurrent,
    powerRateLimit,
  };
}

function lastActionOf(row: ChargerRow): ActionSummary | null {
  const { last_id: id, last_command: command, last_state: state } = row;
  const { last_created_at: createdAt, last_changed_at: changedAt } = row;
  if (id === null || command === null || state === null) return null;
  if (createdAt === null || changedAt === null) return null;
  const failed = state === "failed";
  return {
    id,
    command,
    state,
    createdAt: iso(createdAt),
    updatedAt: iso(changedAt),
    links: { self: linkTo(id) },
    ...(failed && row.last_error_code !== null && { errorCode: row.last_error_code }),
    ...(failed && row.last_error_message !== null && { errorMessage: row.last_error_message }),
  };
}
