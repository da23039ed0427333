import { describe, expect, test } from "vitest";
import { at, object, readJson, schemas, validator } from "./bundle.ts";

const openSets = Object.entries(schemas)
  .filter(([name]) => name.startsWith("Known") && name.replace("Known", "") in schemas)
  .map(([name]) => name.replace("Known", ""));

const isOpenSet = (name: string) => {
  const members = object(schemas[name])["anyOf"];
  return (
    Array.isArray(members) &&
    members.some(
      (member) => object(member)["$ref"] === undefined && object(member)["type"] === "string",
    )
  );
};

describe("open sets", () => {
  test.each(openSets)("%s accepts a value that it does not know, but no other type", (name) => {
    const validate = validator(name);
    expect(isOpenSet(name)).toBe(true);
    expect(validate("a-value-from-the-future")).toBe(true);
    expect(validate(1)).toBe(false);
  });

  test.each(openSets.map((name) => `Known${name}`))(
    "%s refuses a value that it does not list",
    (name) => {
      expect(validator(name)("a-value-from-the-future")).toBe(false);
    },
  );

  test("a charger of tomorrow validates: unknown status, vendor, source, command and property", () => {
    const [charger] = chargers();
    const tomorrow = {
      ...object(charger),
      vendor: "example_vendor_z",
      metadata: { ...object(at(charger, "metadata")), source: "satellite", colour: "green" },
      state: { ...object(at(charger, "state")), status: "discharging" },
      commands: {
        ...object(at(charger, "commands")),
        discharge: { parameters: { power: {} }, execution: ["recurring"] },
      },
    };
    const validate = validator("EvCharger");
    expect(validate(tomorrow), JSON.stringify(validate.errors)).toBe(true);
  });
});

/** The chargers of the vendor's own page. */
function chargers(): unknown[] {
  const seed = readJson(new URL("fixtures/list-ev-charger-devices.json", import.meta.url));
  const items = at(seed, "data", "items");
  if (!Array.isArray(items)) throw new TypeError("The vendor's page has no items.");
  return items;
}

describe("nullability", () => {
  const [charger] = chargers();
  test.each(Object.keys(object(charger)))("a charger without %s is refused", (property) => {
    const { [property]: _, ...rest } = object(charger);
    expect(validator("EvCharger")(rest)).toBe(false);
  });

  test.each(Object.keys(object(charger)))(
    "null is allowed for %s only where the vendor shows it",
    (property) => {
      const nullable = ["lastAction", "currentSchedule"].includes(property);
      expect(validator("EvCharger")({ ...object(charger), [property]: null })).toBe(nullable);
    },
  );
});

describe("requests", () => {
  const accepts = (name: string, body: unknown) => validator(name)(body);

  test.each([
    ["a command", { action: { command: "charge" } }],
    ["a wall-clock start", { action: { command: "idle", start: "2026-06-02T22:00:00" } }],
    ["a relative window", { action: { command: "charge", start: "30m", end: "1.5h" } }],
    [
      "an end without start, which is the server's to judge",
      { action: { command: "charge", end: "1.5h" } },
    ],
    ["a strategy", { action: { command: "charge" }, onConflict: "queue_after" }],
    [
      "sandbox controls",
      {
        action: { command: "charge" },
        sandbox: { outcome: "failed", errorCode: "DEVICE_OFFLINE", delaySeconds: 5 },
      },
    ],
  ])("a push with %s is accepted", (_, body) => {
    expect(accepts("PushActionRequest", body)).toBe(true);
  });

  test.each([
    ["no action", {}],
    ["an unknown command", { action: { command: "explode" } }],
    ["an unknown property", { action: { command: "charge" }, priority: 1 }],
    ["an unknown property of the action", { action: { command: "charge", parameters: {} } }],
    [
      "an unknown property of the sandbox controls",
      { action: { command: "charge" }, sandbox: { outcome: "failed", speed: 1 } },
    ],
    ["an unknown strategy", { action: { command: "charge" }, onConflict: "hope" }],
    ["a start with a zone", { action: { command: "charge", start: "2026-06-02T22:00:00Z" } }],
    ["a start in seconds", { action: { command: "charge", start: "30s" } }],
    ["a start in month 13", { action: { command: "charge", start: "2026-13-02T22:00:00" } }],
  ])("a push with %s is refused", (_, body) => {
    expect(accepts("PushActionRequest", body)).toBe(false);
  });

  test.each([2026, 2024, 1900, 2100, 2000, 0, 9999])(
    "a wall-clock start is on a day that the year %i has",
    (year) => {
      const digits = (part: number, length = 2) => String(part).padStart(length, "0");
      const days = Array.from({ length: 14 * 33 }, (_, index) => {
        const [month, day] = [Math.floor(index / 33), index % 33];
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const text = `${digits(year, 4)}-${digits(month)}-${digits(day)}`;
        return { text, exists: date.toISOString().startsWith(`${text}T`) };
      });
      const allowed = days.filter(({ text }) => accepts("LocalDateTime", `${text}T22:00:00`));
      expect(allowed).toEqual(days.filter(({ exists }) => exists));
      expect(allowed).toHaveLength([2024, 2000, 0].includes(year) ? 366 : 365);
    },
  );

  test.each([
    ["no setting", {}],
    ["an unknown setting", { colour: { value: 1, unit: "kw" } }],
    ["no unit", { max_charge_rate: { value: 1 } }],
    ["a bare number", { max_charge_rate: 1 }],
  ])("a settings update with %s is refused", (_, body) => {
    expect(accepts("UpdateSettingsRequest", body)).toBe(false);
  });

  test("a unit and a value that the charger lacks are the server's to judge", () => {
    expect(accepts("UpdateSettingsRequest", { max_charge_rate: { value: -1, unit: "w" } })).toBe(
      true,
    );
  });
});

describe("errors", () => {
  const failure = (code: string, details?: unknown) => ({
    success: false,
    error: { code, message: "m", ...(details === undefined ? {} : { details }) },
    meta: {
      requestId: "r",
      timestamp: "2026-06-02T12:00:00.000Z",
      path: "/ev-charger",
      latencyMs: 1,
    },
  });

  test("a known code is accepted at its own status, with its details", () => {
    const validate = validator("ActionConflictResponse");
    expect(validate(failure("CONFLICT", { conflictingActionIds: ["a"] }))).toBe(true);
    expect(validate(failure("CONFLICT"))).toBe(false);
    expect(validate(failure("CONFLICT", { conflictingActionIds: "a" }))).toBe(false);
  });

  test("a known code at a status that is not its own is refused", () => {
    expect(validator("ActionConflictResponse")(failure("INTERNAL_ERROR"))).toBe(false);
  });

  test("a code that nobody knows yet is accepted everywhere", () => {
    const envelopes = Object.keys(schemas).filter(
      (name) =>
        at(schemas[name], "properties") !== undefined &&
        "error" in object(at(schemas[name], "properties")) &&
        name.endsWith("Response"),
    );
    expect(envelopes.length).toBeGreaterThan(10);
    for (const name of envelopes)
      expect(validator(name)(failure("NOT_INVENTED_YET")), name).toBe(true);
  });
});
