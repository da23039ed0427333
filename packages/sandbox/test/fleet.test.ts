import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "@ev-charger/client";
import { defaultFleet, defaultKeys, startSandbox } from "../src/index.ts";
import { databases, sandboxOn } from "./databases.ts";
import { at, chargerOf, fleetOf, keys, NOW } from "./scene.ts";
import { startCommand } from "./startCommand.ts";

const secret = "amps_sk_test_do_not_show";

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-fleet-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "fleet.json");
  await writeFile(file, text);
  return file;
}

/** What is complained about a value that is given as a fleet, in a file. */
async function complaintsAbout(value: unknown): Promise<string[]> {
  const file = await fileWith(JSON.stringify(value));
  const error: unknown = await startSandbox({ fleet: file }).then(
    ({ stop }) => stop(),
    (reason: unknown) => reason,
  );
  const message = error instanceof Error ? error.message : "";
  expect(message).not.toContain(secret);
  const [first, ...rest] = message.split("\n  ");
  expect(first).toBe(`There is something wrong with the fleet ${file}:`);
  return rest;
}

const told = (id: string, more: object = {}) =>
  ({ id, command: "charge", createdAt: at(-3_600), ...more }) as const;

test("a fleet from a file is what the sandbox has", async () => {
  const fleet = await fileWith(
    JSON.stringify(fleetOf([chargerOf("one", { actions: [told("done")] }), chargerOf("two")])),
  );
  const { url, clock } = await sandboxOn("PGlite", { fleet });
  expect(clock.now()).toBe(Date.parse(NOW));
  const amps = createClient({ baseUrl: url, apiKey: keys.own });
  const { items } = await amps.listEvChargers();
  expect(items.map(({ id }) => id)).toEqual(["one", "two"]);
  expect(await amps.getAction({ path: { actionId: "done" } })).toMatchObject({
    state: "completed",
    createdAt: at(-3_600),
    completedAt: at(-3_598),
  });
});

test("the default fleet can be changed and given back", async () => {
  const { customers, ...rest } = defaultFleet({ chargers: 5 });
  const fleet = { ...rest, customers: customers.slice(0, 1) };
  const { url } = await sandboxOn("PGlite", { fleet });
  const mine = createClient({ baseUrl: url, apiKey: defaultKeys.sandbox });
  expect((await mine.listEvChargers()).pagination.total).toBe(5);
  const other = createClient({ baseUrl: url, apiKey: defaultKeys.other });
  expect((await other.listEvChargers().safe()).error).toMatchObject({ code: "INVALID_API_KEY" });
});

test("every mistake of a fleet is named with its place, and a key is not", async () => {
  const [customer] = fleetOf([]).customers;
  const complaints = await complaintsAbout({
    now: "yesterday",
    customers: [
      {
        ...customer,
        keys: [{ key: secret, environment: "production" }, { key: `${secret} ` }, secret],
        chargers: [
          { ...chargerOf("one"), model: "", colour: "red" },
          { ...chargerOf("two"), maxCurrent: -1, vehicle: {} },
        ],
      },
    ],
  });
  const places = complaints.map((complaint) => complaint.split(" ", 1)[0]);
  expect(new Set(places)).toEqual(
    new Set([
      "now",
      "customers[0].keys[0].environment",
      "customers[0].keys[1].key",
      "customers[0].keys[2]",
      "customers[0].chargers[0].model",
      "customers[0].chargers[0].colour",
      "customers[0].chargers[1].maxCurrent",
      "customers[0].chargers[1].vehicle",
    ]),
  );
  expect(complaints).toContain('customers[0].keys[0].environment must be one of "sandbox", "live"');
});

test("a key that stands where a name belongs is not shown, either", async () => {
  const [customer] = fleetOf([]).customers;
  const mistaken = { ...customer, keys: [{ [secret]: "live" }] };
  expect(await complaintsAbout({ now: NOW, customers: [mistaken] })).toEqual([
    "customers[0].keys[0].key is missing",
    "customers[0].keys[0] has a property that keys do not have",
  ]);
});

test("text that no database keeps is refused", async () => {
  const chargers = [chargerOf("one", { model: "Wall\0box" }), chargerOf("two\ud800")];
  expect(await complaintsAbout(fleetOf(chargers))).toEqual([
    "customers[0].chargers[0].model has text with NUL or half of a surrogate pair",
    "customers[0].chargers[1].id has text with NUL or half of a surrogate pair",
  ]);
});

test("of very many mistakes the first ten are named", async () => {
  const chargers = Array.from({ length: 30 }, (_, index) => ({
    ...chargerOf(`c${index}`),
    model: 1,
  }));
  const complaints = await complaintsAbout({
    ...fleetOf([]),
    customers: [{ ...fleetOf([]).customers[0], chargers }],
  });
  expect(complaints).toHaveLength(11);
  expect(complaints.at(-1)).toBe("and 20 more");
});

test("a command that the contract does not know is refused", async () => {
  const { commands } = chargerOf("one");
  const charger = { ...chargerOf("one"), commands: { ...commands, boost: commands.charge } };
  const complaints = await complaintsAbout({
    ...fleetOf([]),
    customers: [{ ...fleetOf([]).customers[0], chargers: [charger] }],
  });
  expect(complaints).toEqual([
    "customers[0].chargers[0].commands.boost is not a property of this object",
  ]);
});

test.each(databases)("%s keeps very many past actions, and very many keys", async (database) => {
  const actions = Array.from({ length: 5_000 }, (_, index) =>
    told(`a${index}`, { createdAt: at(-20_000 + 3 * index) }),
  );
  const { now, customers } = fleetOf([chargerOf("one", { actions })]);
  const more = Array.from({ length: 11_000 }, (_, index) => ({ key: `many_${index}` }));
  const { url } = await sandboxOn(database, {
    fleet: {
      now,
      customers: customers.map((one) => ({
        ...one,
        keys: one.name === "own" ? [...one.keys, ...more] : one.keys,
      })),
    },
  });
  const amps = createClient({ baseUrl: url, apiKey: "many_10999" });
  const { items, pagination } = await amps.listActions({ query: { limit: 2 } });
  expect(pagination.total).toBe(5_000);
  expect(items).toMatchObject([
    { id: "a4999", state: "completed" },
    { id: "a4998", state: "completed" },
  ]);
});

test.each([
  [null, "The whole must be object"],
  [[], "The whole must be object"],
  [{}, "now is missing"],
  [{ now: NOW, customers: [] }, "customers must NOT have fewer than 1 items"],
])("%j is no fleet", async (value, complaint) => {
  expect(await complaintsAbout(value)).toContain(complaint);
});

test("names that come twice are named", async () => {
  const one = chargerOf("one", { actions: [told("first")] });
  const again = chargerOf("again", { actions: [told("first")] });
  const { now, customers } = fleetOf([one, one, again]);
  const twice = {
    name: "own",
    keys: [{ key: secret }, { key: secret }, { key: keys.own }],
    chargers: [one],
  };
  expect(await complaintsAbout({ now, customers: [...customers, twice] })).toEqual([
    "customers[0].chargers[1].id is that of another charger: one",
    "customers[0].chargers[1].actions[0].id is that of another action: first",
    "customers[0].chargers[2].actions[0].id is that of another action: first",
    "customers[2].name is that of another customer: own",
    "customers[2].keys[1].key is there already",
    "customers[2].keys[2].key is there already",
  ]);
});

test.each([
  ["acknowledgedAt lies before its createdAt", { acknowledgedAt: at(-3_601) }],
  ["acknowledgedAt lies before its start", { start: at(60), acknowledgedAt: at(0) }],
  ["doneAt lies before its acknowledgedAt", { acknowledgedAt: at(-60), doneAt: at(-61) }],
  ["start lies before its createdAt", { start: at(-3_601), acknowledgedAt: at(-3_600) }],
  ["end needs a start", { end: at(60) }],
  ["end has to lie after its start", { start: at(60), end: at(60) }],
  ["cancelledAt has to lie between its createdAt and its acknowledgedAt", { cancelledAt: at(-60) }],
])("an action whose %s is refused", async (complaint, times) => {
  const charger = chargerOf("one", { actions: [told("first", times)] });
  const place = "customers[0].chargers[0].actions[0]";
  expect(await complaintsAbout(fleetOf([charger]))).toEqual([`${place}.${complaint}`]);
});

test("other values that contradict each other are refused", async () => {
  const setting = { unit: "kw", min: 6, max: 16 };
  const chargers = [
    chargerOf("one", { settings: { max_charge_rate: { ...setting, value: 5 } } }),
    chargerOf("two", { sync: { lastPulledAt: at(0.001), source: "live" } }),
    chargerOf("three", {
      actions: [told("first", { start: at(60) }), told("second", { createdAt: at(59) })],
    }),
  ];
  const place = "customers[0].chargers";
  expect(await complaintsAbout(fleetOf(chargers))).toEqual([
    `${place}[0].settings.max_charge_rate.value has to lie between its min and its max`,
    `${place}[1].sync.lastPulledAt lies after the fleet's now`,
    `${place}[2].actions[1].createdAt lies before the end of the action before it`,
  ]);
});

test.each(["2026-06-01T12:00:00", "2026-02-30T12:00:00Z", "2016-12-31T23:59:60Z", "2026-06-01"])(
  "%s is no instant",
  async (now) => {
    const complaints = await complaintsAbout({ ...fleetOf([]), now });
    expect(complaints.every((complaint) => complaint.startsWith("now "))).toBe(true);
  },
);

test.each([
  [`{ "now": 1,\n  "key": "${secret}" x }`, "line 2, column 37"],
  [`{ "key": "${secret}", }`, "line 1, column 38"],
  [`{ "key": "${secret}`, "line 1, column 35"],
  [`["${secret}" "${secret}"]`, "line 1, column 29"],
  ["", "line 1, column 1"],
])("what is not JSON is refused with the place, and without a key (%#)", async (text, place) => {
  const file = await fileWith(text);
  const error: unknown = await startSandbox({ fleet: file }).catch((reason: unknown) => reason);
  if (!(error instanceof Error)) throw new Error("It was taken for a fleet.");
  expect(error.message).toBe(`The fleet ${file} is not JSON: see ${place}.`);
  expect(error.cause).toBeUndefined();
});

test("the command says what is wrong with its fleet, and does not start", async () => {
  const file = await fileWith(`{ "key": "${secret}", }`);
  const started = startCommand(["--fleet", file]);
  await expect(started).rejects.toThrow(/did not start \(1\): The fleet .* is not JSON/);
  await expect(startCommand(["--fleet", `${file}.not`])).rejects.toThrow(/cannot be read: ENOENT/);
});
