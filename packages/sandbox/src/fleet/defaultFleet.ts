import type { Fleet, FleetCharger } from "./Fleet.ts";

/** How large the default fleet is, and what it is drawn from. */
export interface FleetSize {
  /** How many chargers the first customer has. Default: 2, those of the vendor's page. */
  readonly chargers?: number;
  /** How many users they are spread over. Default: 2. */
  readonly users?: number;
  /** What the chargers after the second are drawn from. Default: 1. */
  readonly seed?: number;
}

/** The instant at which the default fleet is as the vendor's page shows it. */
const NOW = "2026-05-07T09:24:10.000Z";

const COMMANDS = {
  charge: { parameters: {}, execution: ["immediate", "scheduled", "windowed"] },
  idle: { parameters: {}, execution: ["immediate", "scheduled"] },
} as const satisfies FleetCharger["commands"];

const maxChargeRate = (value: number): FleetCharger["settings"] => ({
  max_charge_rate: { value, unit: "kw", min: 0, max: 50 },
});

/** The two chargers of the vendor's page, in its order. */
const PAGE: readonly FleetCharger[] = [
  {
    id: "device_ev_001",
    userId: "user_abc123",
    vendor: "example_vendor_a",
    model: "Wallbox 7kW",
    maxCurrent: 32,
    powerRateLimit: 7.4,
    vehicle: { maxPower: 7 },
    isCharging: true,
    commands: COMMANDS,
    conflictStrategies: ["cancel_and_replace"],
    sync: { lastPulledAt: "2026-05-07T09:23:45.000Z", source: "live" },
    settings: maxChargeRate(7.4),
    actions: [
      {
        id: "action_ev_def456",
        command: "charge",
        createdAt: "2026-05-07T09:21:00.000Z",
        acknowledgedAt: "2026-05-07T09:21:18.000Z",
        doneAt: "2026-05-07T09:26:00.000Z",
      },
    ],
  },
  {
    id: "device_ev_002",
    userId: "user_def456",
    vendor: "example_vendor_b",
    model: "Wallbox 22kW",
    maxCurrent: 32,
    powerRateLimit: 22,
    vehicle: null,
    isCharging: false,
    commands: COMMANDS,
    conflictStrategies: ["cancel_and_replace"],
    sync: { lastPulledAt: "2026-05-07T09:24:10.000Z", source: "cache" },
    settings: maxChargeRate(22),
  },
];

/** The keys of the default fleet, by what they are for. They are no secrets. */
export const defaultKeys = {
  sandbox: "amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx",
  live: "amps_sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
  readOnly: "amps_sk_test_read_only",
  expired: "amps_sk_test_expired",
  /** Of another customer, with chargers of its own. */
  other: "amps_sk_test_other_customer",
  /** Likewise; that customer has no live access. */
  otherLive: "amps_sk_live_other_customer",
} as const;

/**
 * The fleet that the sandbox has unless it is given one: the chargers of the vendor's page, then as
 * many as are asked for; and a second customer, from whom the first one's chargers are hidden. The
 * same size gives the same fleet.
 *
 * @throws RangeError naming what is no such number.
 */
export function defaultFleet({ chargers = 2, users = 2, seed = 1 }: FleetSize = {}): Fleet {
  for (const [name, value, least] of [
    ["chargers", chargers, 0],
    ["users", users, 1],
    ["seed", seed, 0],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new RangeError(
      `${name} of a fleet has to be a whole number from ${least} on, not ${value}.`,
    );
  }
  return {
    now: NOW,
    customers: [
      {
        name: "first",
        keys: [
          { key: defaultKeys.sandbox },
          { key: defaultKeys.live, environment: "live" },
          { key: defaultKeys.readOnly, permission: "read" },
          { key: defaultKeys.expired, expiresAt: "2026-01-01T00:00:00.000Z" },
        ],
        chargers: drawn(chargers, users, seed),
      },
      {
        name: "other",
        liveAccess: false,
        keys: [{ key: defaultKeys.other }, { key: defaultKeys.otherLive, environment: "live" }],
        chargers: [
          {
            id: "device_ev_other_001",
            userId: "user_other",
            vendor: "example_vendor_a",
            model: "Wallbox 11kW",
            maxCurrent: 16,
            powerRateLimit: 11,
            vehicle: { maxPower: 11 },
            isCharging: false,
            commands: COMMANDS,
            conflictStrategies: ["cancel_and_replace", "queue_after"],
            sync: { lastPulledAt: NOW, source: "live" },
            settings: maxChargeRate(11),
          },
        ],
      },
    ],
  };
}

const MODELS = [
  { model: "Wallbox 7kW", maxCurrent: 32, powerRateLimit: 7.4 },
  { model: "Wallbox 11kW", maxCurrent: 16, powerRateLimit: 11 },
  { model: "Wallbox 22kW", maxCurrent: 32, powerRateLimit: 22 },
] as const;

function* drawn(chargers: number, users: number, seed: number): Generator<FleetCharger> {
  const usersOf = (index: number): string =>
    PAGE[index % users]?.userId ?? `user_${String((index % users) + 1).padStart(6, "0")}`;
  for (let index = 0; index < chargers; index += 1) {
    const page = PAGE[index];
    if (page !== undefined) {
      yield { ...page, userId: usersOf(index) };
      continue;
    }
    const next = random(seed * 1_000_003 + index);
    const pick = <const Items extends readonly [unknown, ...unknown[]]>(
      items: Items,
    ): Items[number] => items[Math.floor(next() * items.length)];
    const model = pick(MODELS);
    const isConnected = next() < 0.6;
    const pulledBefore = Math.floor(next() * 900) * 1_000;
    yield {
      id: `device_ev_${String(index + 1).padStart(3, "0")}`,
      userId: usersOf(index),
      vendor: pick(["example_vendor_a", "example_vendor_b"]),
      ...model,
      vehicle: isConnected ? { maxPower: pick([3.7, 7, 11, 22]) } : null,
      isCharging: isConnected && next() < 0.5,
      ...(next() < 0.02 && { stuck: pick(["unavailable", "faulted"]) }),
      commands: COMMANDS,
      conflictStrategies: pick([["cancel_and_replace"], ["cancel_and_replace", "queue_after"]]),
      sync: {
        lastPulledAt: new Date(Date.parse(NOW) - pulledBefore).toISOString(),
        source: pick(["live", "cache", "cache", "cache", "fallback", "projection"]),
      },
      settings: maxChargeRate(model.powerRateLimit),
    };
  }
}

/** Numbers from a seed, the same each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
