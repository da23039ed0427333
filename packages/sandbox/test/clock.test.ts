import { expect, test } from "vitest";
import { createClient } from "@ev-charger/client";
import { Clock, iso } from "../src/domain/Clock.ts";
import { startSandbox } from "../src/index.ts";
import { sandboxOn } from "./databases.ts";
import { chargerOf, fleetOf, keys, NOW } from "./scene.ts";

test("a sandbox whose clock is moved by fractions of a millisecond answers, in whole ones", async () => {
  const { url, clock } = await sandboxOn("PGlite", { fleet: fleetOf([chargerOf("one")]) });
  clock.advance(1.5);
  const client = createClient({ baseUrl: url, apiKey: keys.own, retries: 0 });
  const action = { command: "charge" } as const;
  const pushed = await client.pushEvChargerAction({
    path: { deviceId: "one" },
    body: { action },
  });
  expect(pushed).toMatchObject({ createdAt: "2026-06-01T12:00:00.002Z" });
});

test.each([0.5, -0.5, 1e9 + 0.1])(
  "a clock that is %d ms ahead tells whole milliseconds",
  (ahead) => {
    const clock = new Clock(ahead);
    expect(clock.now() % 1).toBe(0);
    clock.advance(ahead);
    expect(clock.now() % 1).toBe(0);
  },
);

const nowhere = [NaN, Infinity, -Infinity, 1e15, -1e15];

test.each(nowhere)("a sandbox does not start %d ms ahead", async (now) => {
  await expect(startSandbox({ now })).rejects.toThrow(RangeError);
});

test.each(nowhere)("a clock that stands still is not moved by %d ms", (by) => {
  const clock = new Clock(NOW);
  expect(() => clock.advance(by)).toThrow(RangeError);
  expect(iso(clock.now())).toBe(NOW);
});

test.each(nowhere)("a clock that goes is not moved by %d ms", (by) => {
  const clock = new Clock();
  expect(() => clock.advance(by)).toThrow(RangeError);
  const away = Math.abs(clock.now() - Date.now());
  expect(away).toBeLessThan(86_400_000);
});

test("a clock can be moved to the first instant of 1970, and not before", () => {
  const clock = new Clock(NOW);
  clock.advance(-Date.parse(NOW));
  expect(clock.now()).toBe(0);
  expect(() => clock.advance(-1)).toThrow("between the years 1970 and 9999");
});
