import { describe, expect, test } from "vitest";
import type { UpdateSettingsRequest } from "@ev-charger/types";
import { databases } from "./databases.ts";
import { at, chargerOf, keys, NOW, refusalOf, sceneOn } from "./scene.ts";

const MINUTE = 60;
const rate = (value: number, unit = "kw") => ({ max_charge_rate: { value, unit } });
const limits = { value: 11, unit: "kw", min: 6, max: 22 };

describe.each(databases)("the settings of a charger, on %s", (database) => {
  const scene = sceneOn(database, [
    chargerOf("bounded", { settings: { max_charge_rate: limits } }),
    chargerOf("read_only", { settings: { max_charge_rate: { ...limits, readOnly: true } } }),
    chargerOf("without", { settings: {} }),
  ]);
  const set = (deviceId: string, body: UpdateSettingsRequest) =>
    scene.client.updateEvChargerSettings({ path: { deviceId }, body });
  const settingsOf = async (deviceId: string) => (await scene.chargerNow(deviceId)).settings;
  const refused = (code: string) => ({ status: 422, code });

  test("they are shown with their unit and bounds, and with nothing else", async () => {
    scene.goTo(0);
    expect(await settingsOf("read_only")).toEqual({ max_charge_rate: limits });
    expect(await settingsOf("without")).toEqual({});
  });

  test("a value within the bounds is written, the bounds included", async () => {
    scene.goTo(0);
    for (const value of [6, 22, 7.4, 6]) {
      const answer = await set("bounded", rate(value));
      expect(answer).toEqual({ deviceId: "bounded", updated: ["max_charge_rate"] });
      expect(await settingsOf("bounded")).toEqual({ max_charge_rate: { ...limits, value } });
    }
  });

  test.each([5.999, 22.001, -1, 1e300])("%d beyond the bounds is refused", async (value) => {
    scene.goTo(0);
    const before = await settingsOf("bounded");
    expect(await refusalOf(set("bounded", rate(value)))).toMatchObject(
      refused("SETTING_OUT_OF_RANGE"),
    );
    expect(await settingsOf("bounded")).toEqual(before);
  });

  test.each(["w", "kW", "KW", "a", " kw"])("the unit %j is not the charger's", async (unit) => {
    scene.goTo(0);
    expect(await refusalOf(set("bounded", rate(10, unit)))).toMatchObject(
      refused("UNSUPPORTED_UNIT"),
    );
  });

  test("a setting that cannot be written is refused, whatever is to be written", async () => {
    scene.goTo(0);
    const answer = refused("READ_ONLY_SETTING");
    expect(await refusalOf(set("read_only", rate(10)))).toMatchObject(answer);
    expect(await refusalOf(set("read_only", rate(99, "w")))).toMatchObject(answer);
    expect(await settingsOf("read_only")).toEqual({ max_charge_rate: limits });
  });

  test("a setting that the charger lacks is refused", async () => {
    scene.goTo(0);
    expect(await refusalOf(set("without", rate(10)))).toMatchObject(refused("UNSUPPORTED_SETTING"));
  });

  test.each([
    ["nothing", {}],
    ["an unknown name", { ...rate(10), max_power: { value: 1, unit: "kw" } }],
    ["a value without a unit", { max_charge_rate: { value: 10 } }],
    ["a text", { max_charge_rate: { value: "10", unit: "kw" } }],
  ])("%s is no settings at all, and nothing of it is written", async (_, body) => {
    scene.goTo(0);
    const before = await settingsOf("bounded");
    const response = await fetch(`${scene.sandbox.url}/ev-charger/bounded/settings`, {
      method: "POST",
      headers: { "x-api-key": keys.own, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await settingsOf("bounded")).toEqual(before);
  });

  test("a charger that is unknown or someone else's has none to be written", async () => {
    scene.goTo(0);
    for (const deviceId of ["no_such_charger", "charger_other"]) {
      const answer = await refusalOf(set(deviceId, rate(10)));
      expect(answer).toMatchObject({ status: 404, code: "DEVICE_NOT_FOUND" });
    }
  });

  test("the last of many values is in force", async () => {
    const deviceId = scene.fresh();
    for (let value = 0; value < 60; value += 1) {
      scene.goTo(value);
      await set(deviceId, rate(value / 2));
    }
    const valueAt = async (seconds: number) =>
      (await scene.chargerAt(deviceId, seconds)).settings.max_charge_rate?.value;
    expect(await valueAt(1_000)).toBe(29.5);
    expect(await valueAt(40.5)).toBe(20);
    // Of the oldest ones, only the last is still known.
    expect(await valueAt(0)).toBe(4.5);
  });
});

describe.each(databases)("how fresh a charger is, on %s", (database) => {
  const scene = sceneOn(database, [
    chargerOf("cached", { sync: { lastPulledAt: at(-5 * MINUTE), source: "cache" } }),
    chargerOf("stale", { sync: { lastPulledAt: at(-60 * MINUTE), source: "cache" } }),
    chargerOf("fallback", { sync: { lastPulledAt: at(-60 * MINUTE), source: "fallback" } }),
    chargerOf("projection", { sync: { lastPulledAt: at(-60 * MINUTE), source: "projection" } }),
  ]);
  const read = async (deviceId: string, expedite?: boolean) => {
    const query = expedite === undefined ? {} : { query: { expedite } };
    const { sync, metadata } = await scene.client.getEvCharger({ path: { deviceId }, ...query });
    return [sync.lastPulledAt, metadata.source, sync.available];
  };
  const listed = async (deviceId: string) => {
    const chargers = await scene.client
      .listEvChargers({ query: { limit: 50 } })
      .toArray({ max: 99 });
    const charger = chargers.find(({ id }) => id === deviceId);
    return [charger?.sync.lastPulledAt, charger?.metadata.source, charger?.sync.available];
  };

  test("a state of at most 15 minutes is not read again, an older one is", async () => {
    const deviceId = scene.fresh();
    expect(await read(deviceId)).toEqual([NOW, "live", true]);
    scene.goTo(15 * MINUTE);
    expect(await read(deviceId)).toEqual([NOW, "cache", true]);
    scene.goTo(15 * MINUTE + 0.001);
    const pulled = at(15 * MINUTE + 0.001);
    expect(await read(deviceId)).toEqual([pulled, "live", true]);
    scene.goTo(16 * MINUTE);
    expect(await read(deviceId)).toEqual([pulled, "live", true]);
    scene.goTo(17 * MINUTE);
    expect(await read(deviceId)).toEqual([pulled, "cache", true]);
    expect(await listed(deviceId)).toEqual([pulled, "cache", true]);
  });

  test("expedited, it is read again after a minute", async () => {
    const deviceId = scene.fresh();
    scene.goTo(MINUTE);
    expect(await read(deviceId, true)).toEqual([NOW, "cache", true]);
    scene.goTo(MINUTE + 0.001);
    const pulled = at(MINUTE + 0.001);
    expect(await read(deviceId, false)).toEqual([NOW, "cache", true]);
    expect(await read(deviceId, true)).toEqual([pulled, "live", true]);
    expect(await read(deviceId)).toEqual([pulled, "live", true]);
  });

  test("the list reads none again, and shows what was read", async () => {
    scene.goTo(0);
    expect(await listed("stale")).toEqual([at(-60 * MINUTE), "cache", true]);
    expect(await listed("stale")).toEqual([at(-60 * MINUTE), "cache", true]);
    expect(await read("stale")).toEqual([NOW, "live", true]);
    expect(await listed("stale")).toEqual([NOW, "live", true]);
    expect(await read("cached")).toEqual([at(-5 * MINUTE), "cache", true]);
  });

  test.each(["fallback", "projection"])("one that cannot be read stays %s", async (id) => {
    scene.goTo(0);
    const known = [at(-60 * MINUTE), id, false];
    expect(await read(id, true)).toEqual(known);
    await scene.push(id, { command: "charge" });
    scene.goTo(120 * MINUTE);
    expect(await read(id, true)).toEqual(known);
    expect(await listed(id)).toEqual(known);
  });

  test("at an earlier instant it is as fresh as it was then", async () => {
    const deviceId = scene.fresh();
    const syncAt = async (seconds: number) => (await scene.chargerAt(deviceId, seconds)).sync;
    scene.goTo(20 * MINUTE);
    await read(deviceId);
    expect((await syncAt(40 * MINUTE)).lastPulledAt).toBe(at(40 * MINUTE));
    expect((await syncAt(30 * MINUTE)).lastPulledAt).toBe(at(20 * MINUTE));
    expect((await syncAt(15 * MINUTE)).lastPulledAt).toBe(NOW);
    expect(await read(deviceId, true)).toEqual([at(20 * MINUTE), "live", true]);
  });
});
