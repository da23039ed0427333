import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { Client } from "pg";
import { createClient } from "@ev-charger/client";
import { Contract } from "../src/contract/Contract.ts";
import { isJson } from "../src/contract/Json.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/index.ts";
import { databases } from "./databases.ts";
import { createDatabase } from "./postgres.ts";
import { at, chargerOf, fleetOf, keys } from "./scene.ts";

/** A key is remembered for a second; the machine may be busy. */
const WITHIN = { timeout: 10_000, interval: 50 };

const HOUR = 3_600;
const fleet = fleetOf([
  chargerOf("one", { isCharging: true }),
  chargerOf("two", { userId: "user_2" }),
  chargerOf("three", { sync: { lastPulledAt: at(-60), source: "fallback" } }),
]);
/** Around every change of state that the scenario brings about. */
const INSTANTS = [
  -1,
  0,
  1.999,
  2,
  60,
  100,
  901,
  HOUR,
  HOUR + 1,
  HOUR + 2,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
];

/** Where instances keep what they are told; it is gone when the test has ended. */
async function placeOn(database: (typeof databases)[number]): Promise<SandboxOptions> {
  if (database === "PostgreSQL") {
    const { url, drop } = await createDatabase(inject("postgresUrl"));
    onTestFinished(drop);
    return { databaseUrl: url };
  }
  const folder = await mkdtemp(join(tmpdir(), "sandbox-instances-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { data: join(folder, "data") };
}

async function instanceOn(place: SandboxOptions, more: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ ...place, rateLimit: 0, now: "fleet", ...more });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** Lets a lot happen, by one instance and the other in turn. Returns the ids of the actions. */
async function play(instances: readonly [Sandbox, Sandbox]): Promise<string[]> {
  let turn = 0;
  const clientNow = (seconds: number) => {
    const { url } = instances[turn % 2 === 0 ? 0 : 1];
    turn += 1;
    const headers = { "x-sandbox-now": at(seconds) };
    return createClient({ baseUrl: url, apiKey: keys.own, headers, retries: 0 });
  };
  const push = async (seconds: number, deviceId: string, body: Body): Promise<string> =>
    (await clientNow(seconds).pushEvChargerAction({ path: { deviceId }, body })).id;
  const first = await push(0, "one", { action: { command: "idle" } });
  const failing = await push(0, "two", {
    action: { command: "charge" },
    sandbox: { outcome: "failed" },
  });
  const window = await push(60, "one", { action: { command: "charge", start: "59m", end: "2h" } });
  const onConflict = "queue_after";
  const queued = await push(60, "one", { action: { command: "idle" }, onConflict });
  const cancelled = await push(60, "two", { action: { command: "charge", start: "1h" } });
  await clientNow(100).cancelAction({ path: { actionId: cancelled } });
  const max_charge_rate = { value: 5, unit: "kw" };
  await clientNow(100).updateEvChargerSettings({
    path: { deviceId: "one" },
    body: { max_charge_rate },
  });
  await clientNow(901).getEvCharger({ path: { deviceId: "two" } });
  return [first, failing, window, queued, cancelled];
}
type Body = Parameters<ReturnType<typeof createClient>["pushEvChargerAction"]>[0]["body"];

/** The URLs of every operation that reads, filled in with whatever there is. */
function reads(actionIds: readonly string[]): string[] {
  const ids: Readonly<Record<string, readonly string[]>> = {
    "{deviceId}": ["one", "two", "three"],
    "{actionId}": actionIds,
  };
  const paths = Contract.bundled()
    .operations.filter(({ method }) => method === "GET")
    .flatMap(({ path }) => {
      const [parameter = ""] = /\{\w+\}/.exec(path) ?? [];
      return parameter === ""
        ? [path]
        : (ids[parameter] ?? []).map((id) => path.replace(parameter, id));
    });
  return [...paths, "/ev-charger?userId=user_2", "/actions?state=scheduled&limit=1"];
}

/** What an instance answers to all of them, at each instant. */
async function answersOf({ url }: Sandbox, paths: readonly string[]): Promise<object> {
  const answers: Record<string, unknown> = {};
  for (const seconds of INSTANTS) {
    for (const path of paths) {
      const headers = { "x-api-key": keys.own, "x-sandbox-now": at(seconds) };
      const response = await fetch(`${url}${path}`, { headers });
      const body: unknown = await response.json();
      answers[`${path} at ${seconds}`] = isJson(body)
        ? [response.status, body["data"], isJson(body["error"]) ? body["error"]["code"] : undefined]
        : body;
    }
  }
  return answers;
}

test("two instances on one PostgreSQL give the same answers at the same instant", async () => {
  const place = await placeOn("PostgreSQL");
  const one = await instanceOn(place, { fleet });
  const other = await instanceOn(place, { now: "2031-01-01T00:00:00Z" });
  const paths = reads(await play([one, other]));
  expect(paths.length).toBeGreaterThan(10);
  // The first time, chargers are read from their manufacturers, which is known from then on.
  await answersOf(one, paths);
  const answers = await answersOf(one, paths);
  expect(await answersOf(other, paths)).toEqual(answers);
});

describe.each(databases)("an instance after a restart, on %s", (database) => {
  test("gives the same answers at the same instant as before", async () => {
    const place = await placeOn(database);
    const before = await instanceOn(place, { fleet });
    const paths = reads(await play([before, before]));
    await answersOf(before, paths);
    const answers = await answersOf(before, paths);
    await before.stop();
    const after = await instanceOn(place);
    expect(after.clock.now()).toBe(Date.parse(fleet.now));
    expect(await answersOf(after, paths)).toEqual(answers);
  });

  test("knows what the one before it was told a moment ago", async () => {
    const place = await placeOn(database);
    const before = await instanceOn(place, { fleet });
    const action = { command: "charge", start: "1h" } as const;
    const { id } = await createClient({
      baseUrl: before.url,
      apiKey: keys.own,
    }).pushEvChargerAction({ path: { deviceId: "one" }, body: { action } });
    await before.stop();
    const after = await instanceOn(place);
    const amps = createClient({ baseUrl: after.url, apiKey: keys.own });
    const { error } = await amps
      .pushEvChargerAction({ path: { deviceId: "one" }, body: { action } })
      .safe();
    expect(error).toMatchObject({ code: "CONFLICT", details: { conflictingActionIds: [id] } });
  });
});

describe("what is changed in the database", () => {
  async function opened() {
    const place = await placeOn("PostgreSQL");
    const { url } = await instanceOn(place, { fleet });
    const database = new Client({ connectionString: place.databaseUrl });
    await database.connect();
    onTestFinished(() => database.end());
    const amps = createClient({ baseUrl: url, apiKey: keys.own, retries: 0 });
    const chargerNow = async () => {
      const page = await amps.listEvChargers();
      const [charger] = page.items;
      expect(await amps.getEvCharger({ path: { deviceId: "one" } })).toMatchObject(charger ?? {});
      return { ...charger, total: page.pagination.total };
    };
    return { database, amps, chargerNow };
  }

  test("of a charger is in the next answer", async () => {
    const { database, chargerNow } = await opened();
    expect(await chargerNow()).toMatchObject({ state: { currentPower: 11 }, total: 3 });
    await database.query(`update charger set
      profile = jsonb_set(profile::jsonb, '{powerRateLimit}', '4.5')::json where id = 'one'`);
    expect(await chargerNow()).toMatchObject({
      state: { currentPower: 4.5, powerRateLimit: 4.5 },
    });
    await database.query(`update charger set
      settings = jsonb_set(settings, '{max_charge_rate,value}', '3') where id = 'one'`);
    expect(await chargerNow()).toMatchObject({ state: { currentPower: 3 } });
    await database.query(`update customer set charger_count = 2 where name = 'own'`);
    expect(await chargerNow()).toMatchObject({ total: 2 });
  });

  test("of an action is in the next answer", async () => {
    const { database, amps, chargerNow } = await opened();
    const { id } = await amps.pushEvChargerAction({
      path: { deviceId: "one" },
      body: { action: { command: "charge" } },
    });
    await database.query(`update action set command = 'idle' where id = $1`, [id]);
    expect((await amps.getAction({ path: { actionId: id } })).command).toBe("idle");
    expect((await amps.listActions()).items[0]?.command).toBe("idle");
    expect((await chargerNow()).lastAction?.command).toBe("idle");
  });

  test("of a key is heeded soon", async () => {
    const { database, amps } = await opened();
    await amps.listEvChargers();
    await database.query(`delete from api_key`);
    await vi.waitFor(async () => {
      const { error } = await amps.listEvChargers().safe();
      expect(error).toMatchObject({ status: 401, code: "INVALID_API_KEY" });
    }, WITHIN);
  });
});
