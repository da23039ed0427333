import { readFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClient } from "@ev-charger/client";
import type { EvCharger } from "@ev-charger/types";
import { isJson } from "../src/contract/Json.ts";
import { defaultKeys, type FleetSize } from "../src/index.ts";
import { databases, sandboxOn } from "./databases.ts";
import { someText } from "./scene.ts";
import { startCommand } from "./startCommand.ts";

const fixture = new URL(
  "../../../spec/test/fixtures/list-ev-charger-devices.json",
  import.meta.url,
);

async function seedData(): Promise<unknown> {
  const seed: unknown = JSON.parse(await readFile(fixture, "utf8"));
  return isJson(seed) ? seed["data"] : undefined;
}

const everyCharger = (baseUrl: string, userId?: string): Promise<readonly EvCharger[]> =>
  createClient({ baseUrl, apiKey: defaultKeys.sandbox })
    .listEvChargers({ query: { limit: 50, ...(userId !== undefined && { userId }) } })
    .toArray({ max: 1_000 });

async function chargersOf(fleet: FleetSize): Promise<readonly EvCharger[]> {
  const { url } = await sandboxOn("PGlite", { fleet });
  return everyCharger(url);
}

const someNumber: unknown = expect.any(Number);

const ids = (chargers: readonly EvCharger[]): readonly string[] => chargers.map(({ id }) => id);

describe.each(databases)("the default fleet, on %s", (database) => {
  test("is the vendor's page, value for value, at the instant that it names", async () => {
    const { url } = await sandboxOn(database);
    const response = await fetch(`${url}/ev-charger`, {
      headers: { "x-api-key": defaultKeys.sandbox },
    });
    expect(await response.json()).toEqual({
      success: true,
      data: await seedData(),
      meta: {
        requestId: someText,
        environment: "sandbox",
        timestamp: "2026-05-07T09:24:10.000Z",
        latencyMs: someNumber,
      },
    });
  });
});

test("the two chargers of the page come first in a fleet of any size", async () => {
  const seed = await seedData();
  const chargers = await chargersOf({ chargers: 60, users: 2, seed: 7 });
  expect(chargers).toHaveLength(60);
  expect(chargers.slice(0, 2)).toEqual(isJson(seed) ? seed["items"] : undefined);
});

test("a fleet of the same size and seed is the same, one of another seed is another", async () => {
  const size = { chargers: 20, users: 3, seed: 5 };
  const [once, again, other] = [
    await chargersOf(size),
    await chargersOf(size),
    await chargersOf({ ...size, seed: 6 }),
  ];
  expect(again).toEqual(once);
  expect(ids(other)).toEqual(ids(once));
  expect(other.slice(2)).not.toEqual(once.slice(2));
});

test("a larger fleet begins with the smaller one", async () => {
  const small = await chargersOf({ chargers: 5, users: 3 });
  const large = await chargersOf({ chargers: 12, users: 3 });
  expect(large.slice(0, 5)).toEqual(small);
});

test("the command draws a fleet of --chargers for --users from --seed, and spreads the users", async () => {
  const flags = ["--chargers", "10", "--users", "4", "--seed", "9", "--now", "fleet"];
  const command = await startCommand(flags);
  const { url } = command;
  onTestFinished(async () => void (await command.stop()));
  const chargers = await everyCharger(url);
  expect(chargers).toEqual(await chargersOf({ chargers: 10, users: 4, seed: 9 }));
  const ofUsers = await Promise.all(
    ["user_abc123", "user_def456", "user_000003", "user_000004", "user_000005"].map((userId) =>
      everyCharger(url, userId),
    ),
  );
  expect(ofUsers.map(({ length }) => length)).toEqual([3, 3, 2, 2, 0]);
  expect(ofUsers.flatMap(ids).toSorted()).toEqual(ids(chargers).toSorted());
});

test.each([
  [{ chargers: -1 }, "chargers"],
  [{ chargers: 1.5 }, "chargers"],
  [{ users: 0 }, "users"],
  [{ seed: Number.NaN }, "seed"],
])("the size %o is refused, naming %s", async (fleet, name) => {
  await expect(sandboxOn("PGlite", { fleet })).rejects.toThrow(
    new RegExp(`^${name} of a fleet has to be a whole number from \\d on, not `),
  );
});
