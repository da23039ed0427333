import { describe, expect, test } from "vitest";
import { databases } from "./databases.ts";
import { at, chargerOf, NOW, refusalOf, sceneOn, someText } from "./scene.ts";

const HOUR = 3_600;

describe.each(databases)("the life of an action, on %s", (database) => {
  const scene = sceneOn(database, [chargerOf("faulted", { stuck: "faulted" })]);
  const { push, actionAt, actionNow, chargerAt } = scene;

  test("one without a start is acknowledged at once and completed after 2 seconds", async () => {
    const deviceId = scene.fresh();
    const pushed = await push(deviceId, { command: "charge" });
    expect(pushed).toEqual({
      id: someText,
      deviceId,
      deviceType: "ev_charger",
      command: "charge",
      parameters: null,
      state: "acknowledged",
      createdAt: NOW,
      start: null,
      links: { self: `/actions/${pushed.id}` },
    });
    const acknowledged = {
      ...pushed,
      result: null,
      errorCode: null,
      errorMessage: null,
      updatedAt: NOW,
      acknowledgedAt: NOW,
      completedAt: null,
      end: null,
    };
    expect(await actionAt(pushed.id, 0)).toEqual(acknowledged);
    expect(await actionAt(pushed.id, 1.999)).toEqual(acknowledged);
    const completed = {
      ...acknowledged,
      state: "completed",
      result: { success: true, message: someText },
      updatedAt: at(2),
      completedAt: at(2),
    };
    expect(await actionAt(pushed.id, 2)).toEqual(completed);
    expect(await actionAt(pushed.id, 90 * 24 * HOUR)).toEqual(completed);
  });

  test("one with a start is scheduled until then", async () => {
    const { id, state, start } = await push(scene.fresh(), { command: "idle", start: "1h" });
    expect({ state, start }).toEqual({ state: "scheduled", start: at(HOUR) });
    expect(await actionAt(id, HOUR - 0.001)).toMatchObject({
      state: "scheduled",
      updatedAt: NOW,
      acknowledgedAt: null,
      completedAt: null,
      result: null,
    });
    expect(await actionAt(id, HOUR)).toMatchObject({
      state: "acknowledged",
      updatedAt: at(HOUR),
      acknowledgedAt: at(HOUR),
      completedAt: null,
    });
    expect(await actionAt(id, HOUR + 2)).toMatchObject({
      state: "completed",
      updatedAt: at(HOUR + 2),
      acknowledgedAt: at(HOUR),
      completedAt: at(HOUR + 2),
      start: at(HOUR),
      end: null,
    });
  });

  test("one with a window is completed when it was accepted, not when the window closes", async () => {
    const window = { command: "charge", start: "1h", end: "3h" } as const;
    const pushed = await push(scene.fresh(), window);
    expect(pushed).toMatchObject({ state: "scheduled", start: at(HOUR), end: at(3 * HOUR) });
    const accepted = await actionAt(pushed.id, HOUR + 2);
    expect(accepted).toMatchObject({ state: "completed", end: at(3 * HOUR) });
    expect(await actionAt(pushed.id, 4 * HOUR)).toEqual(accepted);
  });

  test("one that is to fail does so with the code that was asked for", async () => {
    const sandbox = { outcome: "failed", errorCode: "CHARGER_ON_FIRE", delaySeconds: 5 } as const;
    const deviceId = scene.fresh();
    const { id, state } = await push(deviceId, { command: "charge" }, { sandbox });
    expect(state).toBe("acknowledged");
    expect(await actionAt(id, 4.999)).toMatchObject({
      state: "acknowledged",
      result: null,
      errorCode: null,
      errorMessage: null,
    });
    const failed = {
      state: "failed",
      result: { success: false, error: someText },
      errorCode: "CHARGER_ON_FIRE",
      errorMessage: someText,
      acknowledgedAt: NOW,
      completedAt: at(5),
      updatedAt: at(5),
    };
    expect(await actionAt(id, 5)).toMatchObject(failed);
    const { errorCode, errorMessage } = failed;
    const { lastAction } = await chargerAt(deviceId, 5);
    expect(lastAction).toMatchObject({ id, state: "failed", errorCode, errorMessage });
    expect((await chargerAt(deviceId, 4)).lastAction).not.toHaveProperty("errorCode");
  });

  test("one that is to fail without a code has one all the same, one that completes has none", async () => {
    const failing = await push(
      scene.fresh(),
      { command: "idle" },
      { sandbox: { outcome: "failed" } },
    );
    expect(await actionAt(failing.id, 2)).toMatchObject({
      state: "failed",
      errorCode: "SANDBOX_FAILURE",
    });
    const sandbox = { outcome: "completed", errorCode: "UNUSED" } as const;
    const completing = await push(scene.fresh(), { command: "idle" }, { sandbox });
    expect(await actionAt(completing.id, 2)).toMatchObject({ state: "completed", errorCode: null });
  });

  test("a delay of nothing ends it in the answer to the push", async () => {
    const deviceId = scene.fresh();
    const at0 = { sandbox: { outcome: "completed", delaySeconds: 0 } } as const;
    expect((await push(deviceId, { command: "charge" }, at0)).state).toBe("completed");
    expect((await push(deviceId, { command: "idle" }, at0)).state).toBe("completed");
    // Of two that had an effect at the same instant, the later one counts.
    expect((await chargerAt(deviceId, 0)).state.isCharging).toBe(false);
  });

  test("a delay counts from the start of a scheduled one, and may be part of a second", async () => {
    const sandbox = { outcome: "completed", delaySeconds: 0.25 } as const;
    const { id } = await push(scene.fresh(), { command: "charge", start: "30m" }, { sandbox });
    expect((await actionAt(id, 1_800.249)).state).toBe("acknowledged");
    expect((await actionAt(id, 1_800.25)).completedAt).toBe(at(1_800.25));
  });

  test("a charger that is stuck lets its actions fail, unless the push wants another outcome", async () => {
    scene.goTo(0);
    const { id } = await push("faulted", { command: "charge" });
    expect(await actionAt(id, 2)).toMatchObject({
      state: "failed",
      errorCode: "DEVICE_OFFLINE",
      errorMessage: "The charger did not answer: it is faulted.",
    });
    scene.goTo(10);
    const wanted = { sandbox: { outcome: "completed" } } as const;
    const other = await push("faulted", { command: "charge" }, wanted);
    expect((await actionAt(other.id, 12)).state).toBe("completed");
    expect((await chargerAt("faulted", 12)).state).toMatchObject({
      status: "faulted",
      isCharging: false,
      currentPower: 0,
    });
  });

  test("one that was cancelled has ended, and was never acknowledged", async () => {
    const { id } = await push(scene.fresh(), { command: "charge", start: "1h" });
    scene.goTo(60);
    const cancelled = await scene.client.cancelAction({ path: { actionId: id } });
    expect(cancelled).toMatchObject({
      state: "cancelled",
      result: null,
      errorCode: null,
      errorMessage: null,
      createdAt: NOW,
      updatedAt: at(60),
      acknowledgedAt: null,
      completedAt: at(60),
      start: at(HOUR),
    });
    expect(await actionAt(id, 2 * HOUR)).toEqual(cancelled);
  });

  test("at an earlier instant it is what it was then", async () => {
    const deviceId = scene.fresh();
    scene.goTo(100);
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    const before = await actionAt(id, 100);
    scene.goTo(200);
    await scene.client.cancelAction({ path: { actionId: id } });
    expect(await actionNow(id)).toMatchObject({ state: "cancelled", completedAt: at(200) });
    expect(await actionAt(id, 199.999)).toEqual(before);
    expect((await chargerAt(deviceId, 199.999)).lastAction?.state).toBe("scheduled");
    const early = { headers: { "x-sandbox-now": at(99.999) } };
    expect(
      await refusalOf(scene.client.getAction({ path: { actionId: id } }, early)),
    ).toMatchObject({
      status: 404,
      code: "NOT_FOUND",
    });
    expect((await chargerAt(deviceId, 99.999)).lastAction).toBeNull();
    const list = await scene.client.listActions({ query: { deviceId } }, early);
    expect(list.pagination.total).toBe(0);
  });

  test("a charger's last action is the one that was pushed last", async () => {
    const deviceId = scene.fresh();
    const first = await push(deviceId, { command: "charge" });
    const { createdAt, links } = first;
    expect((await chargerAt(deviceId, 1)).lastAction).toEqual({
      id: first.id,
      command: "charge",
      state: "acknowledged",
      createdAt,
      updatedAt: NOW,
      links,
    });
    scene.goTo(10);
    const second = await push(deviceId, { command: "idle", start: "1h" });
    expect((await chargerAt(deviceId, 10)).lastAction).toMatchObject({
      id: second.id,
      state: "scheduled",
    });
    expect((await chargerAt(deviceId, 9)).lastAction).toMatchObject({
      id: first.id,
      state: "completed",
      updatedAt: at(2),
    });
  });
});
