import type {
  ChargerStatus,
  EvChargerCommands,
  KnownCommand,
  Schedule,
  SettingState,
} from "@ev-charger/types";

/** What the sandbox is filled with. Instants are ISO 8601 in UTC, such as `2026-05-07T09:24:10.000Z`. */
export interface Fleet {
  /** The instant at which the fleet is as it says it is. */
  readonly now: string;
  readonly customers: readonly FleetCustomer[];
}

/** A customer: what one customer has is invisible to the others. */
export interface FleetCustomer {
  readonly name: string;
  /** Whether its live keys work. Default: true. */
  readonly liveAccess?: boolean;
  readonly keys: readonly FleetKey[];
  /** In the order in which they were linked. */
  readonly chargers: Iterable<FleetCharger>;
}

/** An API key. The sandbox keeps its SHA-256 only. */
export interface FleetKey {
  readonly key: string;
  /** Default: `sandbox`. */
  readonly environment?: "sandbox" | "live";
  /** A key with `read` may not push, cancel or set. Default: `write`. */
  readonly permission?: "read" | "write";
  /** When it expires. Default: never. */
  readonly expiresAt?: string;
}

export interface FleetCharger extends ChargerProfile {
  readonly id: string;
  readonly userId: string;
  readonly sync: { readonly lastPulledAt: string; readonly source: string };
  /** By name; one that is absent is not supported. */
  readonly settings: ChargerSettings;
  /** What it was told before. At no instant may two of them not have ended. */
  readonly actions?: readonly FleetAction[];
}

/** What of a charger never changes. */
export interface ChargerProfile {
  readonly vendor: string;
  readonly model: string;
  /** The highest current, in A. */
  readonly maxCurrent: number;
  /** The highest power that the charger may deliver, in kW. */
  readonly powerRateLimit: number;
  /** The vehicle that is plugged in, and the power that it draws at most, in kW; null without one. */
  readonly vehicle: { readonly maxPower: number } | null;
  /** Whether it charged before it was told anything. */
  readonly isCharging: boolean;
  /** A status that it is stuck in, such as `faulted`; its actions fail. Default: none. */
  readonly stuck?: ChargerStatus;
  readonly commands: EvChargerCommands;
  readonly conflictStrategies: readonly string[];
  /** Shown as it is. Default: null. */
  readonly currentSchedule?: Schedule | null;
}

/** A setting, and whether it can be written. Default: it can. */
export type ChargerSetting = SettingState & { readonly readOnly?: boolean };
export type ChargerSettings = Readonly<Record<string, ChargerSetting>>;

export interface FleetAction {
  readonly id: string;
  readonly command: KnownCommand;
  readonly createdAt: string;
  /** When the manufacturer was told, or will be. Default: `start`, else `createdAt`. */
  readonly acknowledgedAt?: string;
  /** When it ended, or will. Default: 2 s after `acknowledgedAt`. */
  readonly doneAt?: string;
  /** Default: `completed`. */
  readonly outcome?: "completed" | "failed";
  readonly errorCode?: string;
  readonly start?: string;
  /** When its window closes. */
  readonly end?: string;
  readonly cancelledAt?: string;
}
