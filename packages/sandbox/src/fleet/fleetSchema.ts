import type { Json } from "../contract/Json.ts";

/** A schema of the contract. */
const contract = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** In UTC, to the millisecond; a leap second is none that a computer can count. */
const instant = {
  type: "string",
  format: "date-time",
  pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d([.]\\d{1,3})?Z$",
  examples: ["2026-05-07T09:24:10.000Z"],
};

function object(properties: Json, optional: readonly string[] = []): Json {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", additionalProperties: false, required, properties };
}

const list = (items: Json, more: Json = {}): Json => ({ type: "array", items, ...more });

const key = object(
  {
    key: { type: "string", minLength: 1, maxLength: 200, pattern: "^[!-~]+$" },
    environment: { enum: ["sandbox", "live"] },
    permission: { enum: ["read", "write"] },
    expiresAt: instant,
  },
  ["environment", "permission", "expiresAt"],
);

const action = object(
  {
    id: contract("ActionId"),
    command: contract("KnownCommand"),
    createdAt: instant,
    acknowledgedAt: instant,
    doneAt: instant,
    outcome: contract("SandboxOutcome"),
    errorCode: { type: "string", minLength: 1 },
    start: instant,
    end: instant,
    cancelledAt: instant,
  },
  ["acknowledgedAt", "doneAt", "outcome", "errorCode", "start", "end", "cancelledAt"],
);

const setting = {
  allOf: [contract("SettingState")],
  type: "object",
  properties: { value: {}, unit: {}, min: {}, max: {}, readOnly: { type: "boolean" } },
  additionalProperties: false,
};

const kilowatt = { type: "number", minimum: 0 };

const charger = object(
  {
    id: contract("DeviceId"),
    userId: contract("UserId"),
    vendor: contract("Vendor"),
    model: { type: "string", minLength: 1 },
    maxCurrent: { type: "number", minimum: 0 },
    powerRateLimit: kilowatt,
    vehicle: { oneOf: [object({ maxPower: kilowatt }), { type: "null" }] },
    isCharging: { type: "boolean" },
    stuck: contract("ChargerStatus"),
    // The contract lets a later version add commands; the sandbox has those of this one.
    commands: { allOf: [contract("EvChargerCommands")], unevaluatedProperties: false },
    conflictStrategies: list(contract("KnownConflictStrategy")),
    currentSchedule: { oneOf: [contract("Schedule"), { type: "null" }] },
    sync: object({ lastPulledAt: instant, source: contract("MetadataSource") }),
    settings: {
      type: "object",
      propertyNames: contract("KnownSettingName"),
      additionalProperties: setting,
    },
    actions: list(action),
  },
  ["stuck", "currentSchedule", "actions"],
);

/** What a fleet file has to look like; what it shares with the contract it takes from there. */
export const fleetSchema: Json = object({
  now: instant,
  customers: list(
    object(
      {
        name: { type: "string", minLength: 1 },
        liveAccess: { type: "boolean" },
        keys: list(key),
        chargers: list(charger),
      },
      ["liveAccess"],
    ),
    { minItems: 1 },
  ),
});
