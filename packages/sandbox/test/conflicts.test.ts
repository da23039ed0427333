import { describe, expect, test } from "vitest";
import { databases } from "./databases.ts";
import { at, chargerOf, refusalOf, sceneOn } from "./scene.ts";

const HOUR = 3_600;
const replace = { onConflict: "cancel_and_replace" } as const;
const queue = { onConflict: "queue_after" } as const;

describe.each(databases)("a push that meets another action, on %s", (database) => {
  const scene = sceneOn(database, [
    chargerOf("replaces_only", { conflictStrategies: ["cancel_and_replace"] }),
    chargerOf("no_strategy", { conflictStrategies: [] }),
  ]);
  const { push, actionNow } = scene;
  const cancel = (actionId: string) => scene.client.cancelAction({ path: { actionId } });

  test("is refused without a strategy, with what is in the way and what the charger declares", async () => {
    const deviceId = scene.fresh();
    const { id } = await push(deviceId, { command: "charge" });
    expect(await refusalOf(push(deviceId, { command: "idle", start: "2h" }))).toEqual({
      status: 409,
      code: "CONFLICT",
      details: {
        reason: "no_strategy_supplied",
        conflictingActionIds: [id],
        strategies: ["cancel_and_replace", "queue_after"],
      },
    });
  });

  test("is refused whether the other one is acknowledged or scheduled, until it has ended", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge" });
    scene.goTo(1.999);
    expect(await refusalOf(push(deviceId, { command: "charge" }))).toMatchObject({ status: 409 });
    scene.goTo(2);
    const { id } = await push(deviceId, { command: "charge", start: "2h" });
    scene.goTo(HOUR);
    expect(await refusalOf(push(deviceId, { command: "idle" }))).toMatchObject({
      details: { conflictingActionIds: [id] },
    });
    await cancel(id);
    expect((await push(deviceId, { command: "idle" })).state).toBe("acknowledged");
  });

  test("is accepted once the other one has failed", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge" }, { sandbox: { outcome: "failed" } });
    scene.goTo(2);
    expect((await push(deviceId, { command: "charge" })).state).toBe("acknowledged");
  });

  test("is accepted within the window of an action that has ended", async () => {
    const deviceId = scene.fresh();
    await push(deviceId, { command: "charge", start: "1h", end: "3h" });
    scene.goTo(2 * HOUR);
    expect((await push(deviceId, { command: "idle" })).state).toBe("acknowledged");
  });

  test("does not meet what another charger was told", async () => {
    await push(scene.fresh(), { command: "charge" });
    expect((await push(scene.fresh(), { command: "charge" })).state).toBe("acknowledged");
  });

  test("cancels a scheduled one that it replaces", async () => {
    const deviceId = scene.fresh();
    const old = await push(deviceId, { command: "charge", start: "1h", end: "2h" });
    scene.goTo(60);
    const next = await push(deviceId, { command: "idle" }, replace);
    expect(next.state).toBe("acknowledged");
    expect(await actionNow(old.id)).toMatchObject({
      state: "cancelled",
      completedAt: at(60),
      acknowledgedAt: null,
    });
    scene.goTo(62);
    expect((await actionNow(next.id)).state).toBe("completed");
  });

  test("replaces with a scheduled one, too", async () => {
    const deviceId = scene.fresh();
    const old = await push(deviceId, { command: "charge", start: "1h" });
    const next = await push(deviceId, { command: "charge", start: "30m" }, replace);
    expect(next.state).toBe("scheduled");
    expect((await actionNow(old.id)).state).toBe("cancelled");
  });

  test("does not replace an acknowledged one, and names nothing but it", async () => {
    const deviceId = scene.fresh();
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    scene.goTo(HOUR);
    expect(await refusalOf(push(deviceId, { command: "idle" }, replace))).toEqual({
      status: 409,
      code: "CONFLICT",
      details: { conflictingActionIds: [id] },
    });
    expect((await actionNow(id)).state).toBe("acknowledged");
  });

  test("replaces to the last moment before the start", async () => {
    const deviceId = scene.fresh();
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    scene.goTo(HOUR - 0.001);
    await push(deviceId, { command: "idle" }, replace);
    expect((await actionNow(id)).state).toBe("cancelled");
  });

  test("replaces a whole queue, all of which is cancelled", async () => {
    const deviceId = scene.fresh();
    const ids: string[] = [];
    for (const hours of [2, 3, 4, 5]) {
      const end = `${hours}h`;
      ids.push((await push(deviceId, { command: "charge", start: "1h", end }, queue)).id);
    }
    const next = await push(deviceId, { command: "idle" }, replace);
    expect(next.state).toBe("acknowledged");
    for (const id of ids) expect((await actionNow(id)).state).toBe("cancelled");
    scene.goTo(6 * HOUR);
    for (const id of ids) expect((await actionNow(id)).state).toBe("cancelled");
  });

  test("does not replace a queue whose first one is acknowledged, nor any part of it", async () => {
    const deviceId = scene.fresh();
    const first = await push(deviceId, { command: "charge", start: "1h", end: "2h" });
    const second = await push(deviceId, { command: "idle" }, queue);
    scene.goTo(HOUR);
    expect(await refusalOf(push(deviceId, { command: "idle" }, replace))).toMatchObject({
      details: { conflictingActionIds: [first.id, second.id] },
    });
    expect((await actionNow(second.id)).state).toBe("scheduled");
  });

  test("is refused with a strategy that the charger does not declare, conflict or none", async () => {
    scene.goTo(0);
    const refused = { status: 422, code: "STRATEGY_NOT_SUPPORTED" };
    const first = push("replaces_only", { command: "charge" }, queue);
    expect(await refusalOf(first)).toMatchObject(refused);
    await push("replaces_only", { command: "charge", start: "1h", end: "2h" });
    const second = push("replaces_only", { command: "idle" }, queue);
    expect(await refusalOf(second)).toMatchObject(refused);
    const third = push("no_strategy", { command: "idle" }, replace);
    expect(await refusalOf(third)).toMatchObject(refused);
  });

  test("is told that there is no strategy where the charger declares none", async () => {
    scene.goTo(100);
    await push("no_strategy", { command: "charge" });
    expect(await refusalOf(push("no_strategy", { command: "charge" }))).toMatchObject({
      details: { strategies: [] },
    });
  });

  test("only a scheduled action can be cancelled", async () => {
    const deviceId = scene.fresh();
    const refused = { status: 409, code: "ACTION_NOT_CANCELLABLE" };
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    scene.goTo(HOUR);
    expect(await refusalOf(cancel(id))).toMatchObject(refused);
    scene.goTo(HOUR + 2);
    expect(await refusalOf(cancel(id))).toMatchObject(refused);
    const other = await push(deviceId, { command: "charge", start: "1h" });
    scene.goTo(HOUR + 60);
    await cancel(other.id);
    scene.goTo(HOUR + 120);
    expect(await refusalOf(cancel(other.id))).toMatchObject(refused);
    expect((await actionNow(other.id)).completedAt).toBe(at(HOUR + 60));
  });

  test("what is unknown, or someone else's, is not there to be cancelled", async () => {
    const { id } = await push(scene.fresh(), { command: "charge", start: "1h" });
    const missing = { status: 404, code: "NOT_FOUND" };
    expect(await refusalOf(cancel("no_such_action"))).toMatchObject(missing);
    const theirs = scene.stranger.cancelAction({ path: { actionId: id } });
    expect(await refusalOf(theirs)).toMatchObject(missing);
    expect((await actionNow(id)).state).toBe("scheduled");
  });

  test("at an earlier instant an action that was cancelled later can still be cancelled or replaced", async () => {
    const deviceId = scene.fresh();
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    scene.goTo(200);
    await cancel(id);
    scene.goTo(100);
    expect(await cancel(id)).toMatchObject({ state: "cancelled", completedAt: at(100) });
    scene.goTo(50);
    await push(deviceId, { command: "idle", start: "1h" }, replace);
    expect(await actionNow(id)).toMatchObject({ state: "cancelled", completedAt: at(50) });
  });

  test("what was pushed later is in the way of what would end after it", async () => {
    const deviceId = scene.fresh();
    scene.goTo(100);
    const later = await push(deviceId, { command: "charge" });
    scene.goTo(98);
    const sandbox = { outcome: "completed", delaySeconds: 2.001 } as const;
    expect(await refusalOf(push(deviceId, { command: "idle" }, { sandbox }))).toMatchObject({
      code: "CONFLICT",
      details: { conflictingActionIds: [later.id] },
    });
    expect((await push(deviceId, { command: "idle" })).state).toBe("acknowledged");
  });
});
