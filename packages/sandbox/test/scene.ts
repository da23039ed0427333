import { afterAll, beforeAll, expect, inject } from "vitest";
import { type Client, createClient, type EvChargerError } from "@ev-charger/client";
import type { ActionRequest, PushActionRequest } from "@ev-charger/types";
import { type Fleet, type FleetCharger, type Sandbox, startSandbox } from "../src/index.ts";
import type { DatabaseName } from "./databases.ts";
import { createDatabase } from "./postgres.ts";

/** When every test begins, unless it says otherwise. */
export const NOW = "2026-06-01T12:00:00.000Z";

/** The instant so many seconds after `NOW`. */
export const at = (seconds: number): string =>
  new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

/** The keys of the fleets that are made here; that of the other customer sees nothing of the first. */
export const keys = { own: "test_key_own", other: "test_key_other" } as const;

/** Any text but the empty one, whatever it says. */
export const someText: unknown = expect.stringMatching(/./);

const EXECUTIONS = ["immediate", "scheduled", "windowed"] as const;

/** A charger with a vehicle, which has never been told anything and can do everything. */
export function chargerOf(id: string, more: Partial<FleetCharger> = {}): FleetCharger {
  return {
    id,
    userId: "user_1",
    vendor: "example_vendor_a",
    model: "Wallbox 11kW",
    maxCurrent: 16,
    powerRateLimit: 11,
    vehicle: { maxPower: 22 },
    isCharging: false,
    commands: {
      charge: { parameters: {}, execution: [...EXECUTIONS] },
      idle: { parameters: {}, execution: [...EXECUTIONS] },
    },
    conflictStrategies: ["cancel_and_replace", "queue_after"],
    sync: { lastPulledAt: NOW, source: "live" },
    settings: { max_charge_rate: { value: 11, unit: "kw", min: 0, max: 50 } },
    ...more,
  };
}

/** A fleet with those chargers, and with a second customer who has one. */
export function fleetOf(chargers: readonly FleetCharger[]): Fleet {
  return {
    now: NOW,
    customers: [
      { name: "own", keys: [{ key: keys.own }], chargers },
      {
        name: "other",
        keys: [{ key: keys.other }],
        chargers: [chargerOf("charger_other", { userId: "user_other" })],
      },
    ],
  };
}

/** What a test plays in: a sandbox that all tests of a `describe` share, with a charger for each. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly client: Client;
  /** The other customer's. */
  readonly stranger: Client;
  /** The id of a charger that no other test has, while the clock stands at `NOW`. */
  readonly fresh: () => string;
  /** Lets the clock stand so many seconds after `NOW`. */
  readonly goTo: (seconds: number) => void;
  readonly push: (
    deviceId: string,
    action: ActionRequest,
    more?: Omit<PushActionRequest, "action">,
  ) => ReturnType<Client["pushEvChargerAction"]>;
  readonly chargerNow: (deviceId: string) => ReturnType<Client["getEvCharger"]>;
  readonly actionNow: (actionId: string) => ReturnType<Client["getAction"]>;
  /** The action as it is so many seconds after `NOW`, by the header, whatever the clock says. */
  readonly actionAt: (actionId: string, seconds: number) => ReturnType<Client["getAction"]>;
  /** Likewise the charger. */
  readonly chargerAt: (deviceId: string, seconds: number) => ReturnType<Client["getEvCharger"]>;
}

const FRESH = 45;

/** Sets a scene before the tests, with the chargers that are named besides the fresh ones. */
export function sceneOn(database: DatabaseName, special: readonly FleetCharger[] = []): Scene {
  const ids = Array.from({ length: FRESH }, (_, index) => `fresh_${index}`);
  const fleet = fleetOf([...special, ...ids.map((id) => chargerOf(id))]);
  let current: Sandbox | undefined;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const made = database === "PGlite" ? undefined : await createDatabase(inject("postgresUrl"));
    drop = made?.drop;
    const url = made && { databaseUrl: made.url };
    current = await startSandbox({ now: "fleet", rateLimit: 0, fleet, ...url });
  });
  afterAll(async () => {
    await current?.stop();
    await drop?.();
  });
  const sandbox = (): Sandbox => {
    if (current === undefined) throw new Error("There is no scene before the tests begin.");
    return current;
  };
  const clientOf = (apiKey: string): Client =>
    createClient({ baseUrl: sandbox().url, apiKey, retries: 0 });
  const by = (seconds: number) => ({ headers: { "x-sandbox-now": at(seconds) } });
  const scene: Scene = {
    get sandbox() {
      return sandbox();
    },
    get client() {
      return clientOf(keys.own);
    },
    get stranger() {
      return clientOf(keys.other);
    },
    fresh() {
      const id = ids.pop();
      if (id === undefined) throw new Error("There are not enough fresh chargers in the scene.");
      scene.goTo(0);
      return id;
    },
    goTo: (seconds) => sandbox().clock.set(at(seconds)),
    push: (deviceId, action, more) =>
      scene.client.pushEvChargerAction({ path: { deviceId }, body: { action, ...more } }),
    chargerNow: (deviceId) => scene.client.getEvCharger({ path: { deviceId } }),
    actionNow: (actionId) => scene.client.getAction({ path: { actionId } }),
    actionAt: (actionId, seconds) => scene.client.getAction({ path: { actionId } }, by(seconds)),
    chargerAt: (deviceId, seconds) =>
      scene.client.getEvCharger({ path: { deviceId } }, by(seconds)),
  };
  return scene;
}

/** What an error of the API says to a program. */
export type Refused = Pick<EvChargerError, "status" | "code" | "details">;

/** How a call is refused. */
export async function refusalOf(call: {
  safe(): Promise<{ readonly error?: Refused | undefined }>;
}): Promise<Refused> {
  const { error } = await call.safe();
  if (error === undefined) throw new Error("The call was not refused.");
  const { status, code, details } = error;
  return { status, code, details };
}
