import { describe, expect, test } from "vitest";
import { databases } from "./databases.ts";
import { at, chargerOf, NOW, sceneOn } from "./scene.ts";

const HOUR = 3_600;
const kw = (value: number) => ({ max_charge_rate: { value, unit: "kw" } });

describe.each(databases)("what a charger does, on %s", (database) => {
  const scene = sceneOn(database, [
    chargerOf("unplugged", { vehicle: null }),
    chargerOf("small_vehicle", { vehicle: { maxPower: 3.7 }, isCharging: true }),
    chargerOf("small_setting", {
      isCharging: true,
      settings: { max_charge_rate: { value: 6, unit: "kw", min: 0, max: 50 } },
    }),
    chargerOf("large_setting", {
      isCharging: true,
      settings: { max_charge_rate: { value: 50, unit: "kw", min: 0, max: 50 } },
    }),
    chargerOf("no_setting", { isCharging: true, settings: {} }),
    chargerOf("unavailable", { isCharging: true, stuck: "unavailable" }),
  ]);
  const { push, chargerAt } = scene;
  const stateAt = async (deviceId: string, seconds: number) => {
    const { isCharging, status } = (await chargerAt(deviceId, seconds)).state;
    expect(status === "charging").toBe(isCharging);
    return status;
  };
  const set = (deviceId: string, value: number) =>
    scene.client.updateEvChargerSettings({ path: { deviceId }, body: kw(value) });

  test("it charges when the command was accepted, and pauses when told to idle", async () => {
    const deviceId = scene.fresh();
    expect((await chargerAt(deviceId, 0)).state).toEqual({
      status: "paused",
      isConnected: true,
      isCharging: false,
      currentPower: 0,
      maxCurrent: 16,
      powerRateLimit: 11,
    });
    await push(deviceId, { command: "charge" });
    expect(await stateAt(deviceId, 1.999)).toBe("paused");
    expect((await chargerAt(deviceId, 2)).state).toMatchObject({
      status: "charging",
      isCharging: true,
      currentPower: 11,
    });
    scene.goTo(100);
    await push(deviceId, { command: "idle" });
    expect(await stateAt(deviceId, 101.999)).toBe("charging");
    expect(await stateAt(deviceId, 102)).toBe("paused");
  });

  test("what it did is known from the moment when it changed, and is live for a minute", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge", start: "1h", end: "2h" });
    const syncAt = async (seconds: number) => {
      const { sync, metadata } = await chargerAt(deviceId, seconds);
      return [sync.lastPulledAt, metadata.source, sync.available];
    };
    expect(await syncAt(0)).toEqual([NOW, "live", true]);
    expect(await syncAt(59.999)).toEqual([NOW, "live", true]);
    expect(await syncAt(60)).toEqual([NOW, "cache", true]);
    expect(await syncAt(HOUR + 2)).toEqual([at(HOUR + 2), "live", true]);
    expect(await syncAt(HOUR + 62)).toEqual([at(HOUR + 2), "cache", true]);
    expect(await syncAt(2 * HOUR)).toEqual([at(2 * HOUR), "live", true]);
  });

  test("a window closes by itself", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge", start: "1h", end: "2h" });
    expect(await stateAt(deviceId, HOUR + 1.999)).toBe("paused");
    expect(await stateAt(deviceId, HOUR + 2)).toBe("charging");
    expect(await stateAt(deviceId, 2 * HOUR - 0.001)).toBe("charging");
    expect(await stateAt(deviceId, 2 * HOUR)).toBe("paused");
  });

  test("a window that closes before its command was accepted has no effect", async () => {
    const deviceId = scene.fresh();
    const sandbox = { outcome: "completed", delaySeconds: HOUR } as const;
    await push(deviceId, { command: "charge", start: "30m", end: "1h" }, { sandbox });
    expect(await stateAt(deviceId, HOUR)).toBe("paused");
    expect(await stateAt(deviceId, 1.5 * HOUR)).toBe("paused");
  });

  test("a command within a window replaces it, and its end means nothing any more", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge", start: "1h", end: "3h" });
    scene.goTo(2 * HOUR);
    await push(deviceId, { command: "charge" });
    expect(await stateAt(deviceId, 3 * HOUR)).toBe("charging");
  });

  test("a command that failed within a window leaves the window as it is", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge", start: "1h", end: "3h" });
    scene.goTo(2 * HOUR);
    await push(deviceId, { command: "idle" }, { sandbox: { outcome: "failed" } });
    expect(await stateAt(deviceId, 2 * HOUR + 2)).toBe("charging");
    expect(await stateAt(deviceId, 3 * HOUR)).toBe("paused");
  });

  test("a cancelled command has no effect", async () => {
    const deviceId = scene.fresh();
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    await scene.client.cancelAction({ path: { actionId: id } });
    expect(await stateAt(deviceId, 2 * HOUR)).toBe("paused");
  });

  test.each([
    ["small_vehicle", 3.7],
    ["small_setting", 6],
    ["large_setting", 11],
    ["no_setting", 11],
  ])(
    "the power of %s is the least that vehicle, setting and rate limit allow",
    async (id, power) => {
      expect((await chargerAt(id, 0)).state).toMatchObject({
        status: "charging",
        currentPower: power,
        powerRateLimit: 11,
      });
    },
  );

  test("without a vehicle it is available, and a command to charge makes nothing flow", async () => {
    scene.goTo(0);
    await push("unplugged", { command: "charge" });
    expect((await chargerAt("unplugged", 2)).state).toMatchObject({
      status: "available",
      isConnected: false,
      isCharging: false,
      currentPower: 0,
    });
  });

  test("one that is stuck shows what it is stuck in, and delivers nothing", async () => {
    const { state } = await chargerAt("unavailable", 0);
    expect(state).toMatchObject({ status: "unavailable", isCharging: false, currentPower: 0 });
  });

  test("a setting survives charge and idle", async () => {
    const deviceId = scene.fresh();
    await set(deviceId, 5);
    await push(deviceId, { command: "charge" });
    expect((await chargerAt(deviceId, 2)).state.currentPower).toBe(5);
    scene.goTo(10);
    await push(deviceId, { command: "idle" });
    scene.goTo(20);
    await push(deviceId, { command: "charge" });
    const { settings, state } = await chargerAt(deviceId, 22);
    expect(settings.max_charge_rate?.value).toBe(5);
    expect(state.currentPower).toBe(5);
  });

  test("a setting counts from when it was written, and at earlier instants what was in force then", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge" });
    const powers = async (seconds: readonly number[]) => {
      const chargers = await Promise.all(seconds.map((one) => chargerAt(deviceId, one)));
      for (const { settings, state } of chargers) {
        expect(settings.max_charge_rate?.value).toBe(state.currentPower);
      }
      return chargers.map(({ state }) => state.currentPower);
    };
    scene.goTo(100);
    await set(deviceId, 3);
    scene.goTo(200);
    await set(deviceId, 4);
    await set(deviceId, 7);
    expect(await powers([99.999, 100, 199.999, 200])).toEqual([11, 3, 3, 7]);
    scene.goTo(150);
    await set(deviceId, 6);
    expect(await powers([100, 149.999, 150, 199.999, 200])).toEqual([3, 3, 6, 6, 7]);
  });

  test("with a setting of nothing, it is told to charge and does not", async () => {
    const deviceId = scene.fresh();
    await set(deviceId, 0);
    await push(deviceId, { command: "charge" });
    expect(await stateAt(deviceId, 2)).toBe("paused");
    scene.goTo(10);
    await set(deviceId, 8);
    expect(await stateAt(deviceId, 10)).toBe("charging");
  });
});
