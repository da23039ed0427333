import { describe, expect, test } from "vitest";
import { databases } from "./databases.ts";
import { at, chargerOf, NOW, refusalOf, sceneOn } from "./scene.ts";

const HOUR = 3_600;
const queue = { onConflict: "queue_after" } as const;
const slow = (delaySeconds: number) =>
  ({ sandbox: { outcome: "completed", delaySeconds } }) as const;

describe.each(databases)("a push that queues after another action, on %s", (database) => {
  const immediateOnly = { parameters: {}, execution: ["immediate"] };
  const windowed = { parameters: {}, execution: ["immediate", "windowed"] };
  const scene = sceneOn(database, [
    chargerOf("immediate_idle", { commands: { charge: windowed, idle: immediateOnly } }),
  ]);
  const { push, actionNow, actionAt, chargerAt } = scene;
  const cancel = (actionId: string) => scene.client.cancelAction({ path: { actionId } });
  const window = (deviceId: string, start: string, end: string, more: object = {}) =>
    push(deviceId, { command: "charge", start, end }, more);

  /** What has not ended of a charger, at so many seconds after the beginning. */
  async function waiting(deviceId: string, seconds: number): Promise<string[]> {
    const by = { headers: { "x-sandbox-now": at(seconds) } };
    const { items } = await scene.client.listActions({ query: { deviceId, limit: 50 } }, by);
    return items.filter(({ completedAt }) => completedAt === null).map(({ id }) => id);
  }

  test("starts when the window of the other one closes", async () => {
    const deviceId = scene.fresh();
    const first = await window(deviceId, "1h", "2h");
    const second = await push(deviceId, { command: "charge" }, queue);
    expect(second).toMatchObject({ state: "scheduled", createdAt: NOW, start: first.end });
    expect((await actionAt(second.id, 2 * HOUR - 0.001)).state).toBe("scheduled");
    expect((await actionAt(second.id, 2 * HOUR)).state).toBe("acknowledged");
    expect((await chargerAt(deviceId, 2 * HOUR + 1)).state.isCharging).toBe(false);
    expect((await chargerAt(deviceId, 2 * HOUR + 2)).state.isCharging).toBe(true);
  });

  test("starts then whatever start it names", async () => {
    const deviceId = scene.fresh();
    const first = await window(deviceId, "1h", "2h");
    const second = await push(deviceId, { command: "idle", start: "30m" }, queue);
    expect(second.start).toBe(first.end);
  });

  test("runs at once where there is no other one", async () => {
    const pushed = await push(scene.fresh(), { command: "charge" }, queue);
    expect(pushed).toMatchObject({ state: "acknowledged", start: null });
  });

  test("is refused where the other one has no end", async () => {
    const deviceId = scene.fresh();
    const { id } = await push(deviceId, { command: "charge", start: "1h" });
    expect(await refusalOf(push(deviceId, { command: "idle" }, queue))).toEqual({
      status: 409,
      code: "CONFLICT",
      details: { reason: "no_end_to_queue_after", conflictingActionIds: [id] },
    });
  });

  test("makes a chain, each after the one before it", async () => {
    const deviceId = scene.fresh();
    const first = await window(deviceId, "1h", "2h");
    const second = await window(deviceId, "90m", "3h", queue);
    const third = await push(deviceId, { command: "idle" }, queue);
    expect([second.start, second.end, third.start]).toEqual([
      at(2 * HOUR),
      at(3 * HOUR),
      at(3 * HOUR),
    ]);
    expect(await refusalOf(push(deviceId, { command: "idle" }, queue))).toMatchObject({
      details: {
        reason: "no_end_to_queue_after",
        conflictingActionIds: [first.id, second.id, third.id],
      },
    });
    scene.goTo(3 * HOUR + 2);
    for (const { id } of [first, second, third]) {
      expect((await actionNow(id)).state).toBe("completed");
    }
    expect((await push(deviceId, { command: "idle" })).state).toBe("acknowledged");
  });

  test("has to end after the window that it waits for", async () => {
    const deviceId = scene.fresh();
    await window(deviceId, "1h", "2h");
    const refused = {
      status: 422,
      code: "INVALID_TIME_WINDOW",
      details: { reason: "end_not_after_start" },
    };
    expect(await refusalOf(window(deviceId, "30m", "90m", queue))).toEqual(refused);
    expect(await refusalOf(window(deviceId, "30m", "2h", queue))).toEqual(refused);
    const pushed = await window(deviceId, "30m", "2.001h", queue);
    expect(pushed.end).toBe(at(2.001 * HOUR));
  });

  test("has to start within 30 days", async () => {
    const deviceId = scene.fresh();
    await window(deviceId, "1h", "720.001h");
    expect(await refusalOf(push(deviceId, { command: "idle" }, queue))).toMatchObject({
      status: 422,
      code: "START_OUT_OF_RANGE",
    });
  });

  test("needs a command that can be scheduled", async () => {
    scene.goTo(0);
    await window("immediate_idle", "1h", "2h").catch(() => {});
    const refused = push("immediate_idle", { command: "idle" }, queue);
    expect(await refusalOf(refused)).toEqual({
      status: 422,
      code: "EXECUTION_NOT_SUPPORTED",
      details: { requestedExecution: "scheduled", supportedExecution: ["immediate"] },
    });
  });

  test("waits for the answer of the manufacturer where the window closes before it", async () => {
    const deviceId = scene.fresh();
    const first = await window(deviceId, "30m", "1h", slow(HOUR));
    const second = await push(deviceId, { command: "idle" }, queue);
    expect(second.start).toBe(at(HOUR));
    expect(await waiting(deviceId, 1.5 * HOUR - 0.001)).toEqual([second.id, first.id]);
    expect((await actionAt(second.id, 1.5 * HOUR - 0.001)).state).toBe("scheduled");
    expect(await actionAt(second.id, 1.5 * HOUR)).toMatchObject({
      state: "acknowledged",
      acknowledgedAt: at(1.5 * HOUR),
    });
    expect(await waiting(deviceId, 1.5 * HOUR)).toEqual([second.id]);
  });

  test("starts now where the window has closed and the manufacturer has not answered", async () => {
    const deviceId = scene.fresh();
    await window(deviceId, "30m", "1h", slow(HOUR));
    scene.goTo(1.2 * HOUR);
    const second = await window(deviceId, "1m", "5h", queue);
    expect(second).toMatchObject({ state: "scheduled", start: at(1.2 * HOUR) });
    expect((await actionAt(second.id, 1.5 * HOUR)).state).toBe("acknowledged");
  });

  test("keeps its start when the one before it is cancelled", async () => {
    const deviceId = scene.fresh();
    const first = await window(deviceId, "1h", "2h");
    const second = await push(deviceId, { command: "idle" }, queue);
    await cancel(first.id);
    expect(await actionNow(second.id)).toMatchObject({ state: "scheduled", start: at(2 * HOUR) });
    expect(await refusalOf(push(deviceId, { command: "charge" }))).toMatchObject({
      details: { conflictingActionIds: [second.id] },
    });
    expect((await actionAt(second.id, 2 * HOUR)).state).toBe("acknowledged");
  });

  test("need not wait for an answer to what is cancelled", async () => {
    const deviceId = scene.fresh();
    const first = await window(deviceId, "30m", "1h", slow(HOUR));
    const second = await push(deviceId, { command: "idle" }, queue);
    await cancel(first.id);
    expect((await actionAt(second.id, HOUR)).state).toBe("acknowledged");
    expect((await actionAt(second.id, HOUR + 2)).completedAt).toBe(at(HOUR + 2));
  });

  test("leaves the others of a chain where they are, whichever of them is cancelled", async () => {
    for (const order of [[0], [1], [2], [0, 1], [1, 0], [1, 2], [2, 1, 0]]) {
      const deviceId = scene.fresh();
      const chain = [
        await window(deviceId, "1h", "2h"),
        await window(deviceId, "1h", "3h", queue),
        await window(deviceId, "1h", "4h", queue),
        await push(deviceId, { command: "idle" }, queue),
      ];
      for (const [step, index] of order.entries()) {
        scene.goTo(60 * (step + 1));
        expect((await cancel(chain[index]?.id ?? "")).state).toBe("cancelled");
      }
      const left = chain.filter((_, index) => !order.includes(index));
      const leftIds = left.map(({ id }) => id);
      expect((await waiting(deviceId, 600)).toSorted()).toEqual(leftIds.toSorted());
      scene.goTo(600);
      const refused = await refusalOf(push(deviceId, { command: "charge" }));
      expect(refused.details).toMatchObject({ conflictingActionIds: leftIds });
      for (const { id, start } of left) {
        expect((await actionAt(id, 5 * HOUR)).acknowledgedAt).toBe(start);
      }
    }
  });

  test("takes the end of a queue that was shortened", async () => {
    const deviceId = scene.fresh();
    await window(deviceId, "1h", "2h");
    const second = await window(deviceId, "1h", "3h", queue);
    scene.goTo(60);
    await cancel(second.id);
    const next = await push(deviceId, { command: "idle" }, queue);
    expect(next.start).toBe(at(2 * HOUR));
  });

  test("is in time for a queue whose first window is open", async () => {
    const deviceId = scene.fresh();
    await window(deviceId, "1h", "2h");
    const second = await window(deviceId, "1h", "3h", queue);
    scene.goTo(1.5 * HOUR);
    await cancel(second.id);
    // Nothing that has not ended is in the way any more, though the window is still open.
    expect((await push(deviceId, { command: "idle" }, queue)).state).toBe("acknowledged");
  });

  test("does not run into what was pushed at a later instant", async () => {
    const deviceId = scene.fresh();
    scene.goTo(2 * HOUR);
    const later = await push(deviceId, { command: "charge" });
    scene.goTo(0);
    await window(deviceId, "30m", "2h");
    expect(await refusalOf(push(deviceId, { command: "idle" }, queue))).toMatchObject({
      status: 409,
      details: { reason: "no_end_to_queue_after" },
    });
    expect((await actionAt(later.id, 2 * HOUR)).state).toBe("acknowledged");
  });
});
