import { describe, expect, test } from "vitest";
import { databases } from "./databases.ts";
import { at, chargerOf, NOW, refusalOf, sceneOn } from "./scene.ts";

const HOUR = 3_600;
const MONTH = 30 * 24 * HOUR;
/** As the charger's clock shows it. */
const wall = (seconds: number): string => at(seconds).slice(0, "YYYY-MM-DDTHH:MM:SS".length);

describe.each(databases)("when an action is to run, on %s", (database) => {
  const support = (...execution: string[]) => ({ parameters: {}, execution });
  const scene = sceneOn(database, [
    chargerOf("picky", {
      commands: { charge: support("scheduled", "windowed"), idle: support("immediate") },
    }),
    chargerOf("charge_only", { commands: { charge: support("immediate", "windowed") } }),
  ]);
  const { push } = scene;
  const charge = (deviceId: string, start?: string, end?: string) =>
    push(deviceId, {
      command: "charge",
      ...(start !== undefined && { start }),
      ...(end !== undefined && { end }),
    });
  const refused = (code: string, details?: object) => ({
    status: code === "INVALID_REQUEST" ? 400 : 422,
    code,
    ...(details && { details }),
  });

  test.each([
    ["a wall-clock time", wall(HOUR), HOUR],
    ["minutes from now", "30m", HOUR / 2],
    ["a part of an hour from now", "1.5h", 1.5 * HOUR],
    ["a part of a minute from now", "0.001m", 0.06],
    ["no time from now", "0m", 0],
    ["the second that it is now", wall(0), 0],
    ["the last moment of the 30 days", "720h", MONTH],
    ["the last second of the 30 days", wall(MONTH), MONTH],
  ])("it starts at %s, %s", async (_, start, seconds) => {
    const pushed = await charge(scene.fresh(), start);
    expect(pushed.start).toBe(at(seconds));
    expect(pushed.state).toBe(seconds === 0 ? "acknowledged" : "scheduled");
  });

  test.each([
    ["a wall-clock time", "1h", wall(2 * HOUR), 2 * HOUR],
    ["a time from now, not from its start", wall(HOUR), "1.5h", 1.5 * HOUR],
    ["the moment after its start", "30m", "30.001m", 1_800.06],
    ["a time beyond the 30 days", "720h", "9000h", 9_000 * HOUR],
  ])("its window closes at %s", async (_, start, end, seconds) => {
    const pushed = await charge(scene.fresh(), start, end);
    expect(pushed.end).toBe(at(seconds));
    expect(await scene.actionNow(pushed.id)).toMatchObject({ end: at(seconds) });
  });

  test("a time from now counts from the moment of the push", async () => {
    const deviceId = scene.fresh();
    scene.goTo(0.123);
    const { createdAt, start } = await charge(deviceId, "1m");
    expect([createdAt, start]).toEqual([at(0.123), at(60.123)]);
  });

  test("what lies in the past is refused, even by a millisecond", async () => {
    const deviceId = scene.fresh();
    expect(await refusalOf(charge(deviceId, wall(-1)))).toMatchObject(refused("START_IN_PAST"));
    scene.goTo(0.001);
    expect(await refusalOf(charge(deviceId, wall(0)))).toMatchObject(refused("START_IN_PAST"));
    expect(await refusalOf(charge(deviceId, "0000-01-01T00:00:00"))).toMatchObject(
      refused("START_IN_PAST"),
    );
  });

  test("what lies more than 30 days ahead is refused", async () => {
    const deviceId = scene.fresh();
    for (const start of ["720.001h", "999999h", wall(MONTH + 1), "9999-12-31T23:59:59"]) {
      const answer = await refusalOf(charge(deviceId, start));
      expect(answer, start).toMatchObject(refused("START_OUT_OF_RANGE"));
    }
    scene.goTo(-0.001);
    expect(await refusalOf(charge(deviceId, wall(MONTH)))).toMatchObject(
      refused("START_OUT_OF_RANGE"),
    );
  });

  test("a window needs a start", async () => {
    const answer = await refusalOf(charge(scene.fresh(), undefined, "1h"));
    expect(answer).toEqual(refused("INVALID_TIME_WINDOW", { reason: "end_without_start" }));
  });

  test.each([
    ["2h", "1h"],
    ["1h", "1h"],
    ["1h", wall(HOUR)],
    [wall(HOUR), wall(HOUR - 1)],
    ["1h", wall(-1)],
  ])("a window from %s to %s is none", async (start, end) => {
    const answer = await refusalOf(charge(scene.fresh(), start, end));
    expect(answer).toEqual(refused("INVALID_TIME_WINDOW", { reason: "end_not_after_start" }));
  });

  test("a timing that the command does not have is refused, with those that it has", async () => {
    scene.goTo(0);
    const unsupported = (requestedExecution: string, ...supportedExecution: string[]) =>
      refused("EXECUTION_NOT_SUPPORTED", { requestedExecution, supportedExecution });
    expect(await refusalOf(charge("picky"))).toEqual(
      unsupported("immediate", "scheduled", "windowed"),
    );
    expect(await refusalOf(charge("charge_only", "1h"))).toEqual(
      unsupported("scheduled", "immediate", "windowed"),
    );
    const windowed = push("picky", { command: "idle", start: "1h", end: "2h" });
    expect(await refusalOf(windowed)).toEqual(unsupported("windowed", "immediate"));
  });

  test("a command that the charger does not have is refused", async () => {
    scene.goTo(0);
    expect(await refusalOf(push("charge_only", { command: "idle" }))).toMatchObject(
      refused("COMMAND_NOT_SUPPORTED"),
    );
  });

  test.each([
    "2027-02-29T12:00:00",
    "2026-02-30T12:00:00",
    "2026-06-31T12:00:00",
    "2026-13-01T12:00:00",
    "2026-06-01T24:00:00",
    "2026-06-01T12:00:60",
    "2026-06-01T12:00:00Z",
    "2026-06-01T12:00:00.000",
    "2026-06-01",
    "tomorrow",
    "-5m",
    "5s",
    "1e3m",
    "",
  ])("a start of %j is no time at all", async (start) => {
    const answer = await refusalOf(charge(scene.fresh(), start));
    expect(answer).toMatchObject(refused("INVALID_REQUEST"));
    expect(answer.details).toMatchObject({ issues: [{ in: "body", field: "/action/start" }] });
  });

  test("a day that the calendar lacks is no end, either", async () => {
    const answer = await refusalOf(charge(scene.fresh(), "1h", "2026-09-31T12:00:00"));
    expect(answer.details).toMatchObject({ issues: [{ in: "body", field: "/action/end" }] });
  });

  test("the 29th of February is a day in a leap year", async () => {
    const deviceId = scene.fresh();
    scene.sandbox.clock.set("2028-02-20T12:00:00Z");
    const { start } = await charge(deviceId, "2028-02-29T12:00:00");
    expect(start).toBe("2028-02-29T12:00:00.000Z");
  });

  test("what was refused is not there", async () => {
    const deviceId = scene.fresh();
    await refusalOf(charge(deviceId, wall(-1)));
    await refusalOf(charge(deviceId, "2h", "1h"));
    const { pagination } = await scene.client.listActions({ query: { deviceId } });
    expect(pagination.total).toBe(0);
    expect((await charge(deviceId)).createdAt).toBe(NOW);
  });
});
