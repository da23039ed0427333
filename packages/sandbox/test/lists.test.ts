import { beforeAll, describe, expect, test } from "vitest";
import type { KnownActionState } from "@ev-charger/types";
import { databases } from "./databases.ts";
import { at, chargerOf, keys, sceneOn } from "./scene.ts";

interface Told {
  readonly id: string;
  readonly deviceId: string;
  readonly userId: string;
  readonly state: KnownActionState;
}

const USERS = { a1: "user_a", a2: "user_a", b1: "user_b", a3: "user_a", b2: "user_b" } as const;
type Device = keyof typeof USERS;
const devices = Object.keys(USERS);
/** Also the fresh ones of the scene. */
const CHARGERS = [...devices, ...Array.from({ length: 45 }, (_, index) => `fresh_${index}`)];

describe.each(databases)("a list, on %s", (database) => {
  const scene = sceneOn(
    database,
    Object.entries(USERS).map(([id, userId]) => chargerOf(id, { userId })),
  );
  /** Newest first, as they are 100 seconds after the beginning. */
  const told: Told[] = [];

  beforeAll(async () => {
    const slow = { sandbox: { outcome: "completed", delaySeconds: 3_600 } } as const;
    const tell = async (
      seconds: number,
      deviceId: Device,
      state: KnownActionState,
      action: Parameters<typeof scene.push>[1],
      more: Parameters<typeof scene.push>[2] = {},
    ): Promise<string> => {
      scene.goTo(seconds);
      const { id } = await scene.push(deviceId, action, more);
      told.unshift({ id, deviceId, userId: USERS[deviceId], state });
      return id;
    };
    const failed = { sandbox: { outcome: "failed" } } as const;
    await tell(0, "a1", "completed", { command: "charge" });
    await tell(10, "a2", "failed", { command: "charge" }, failed);
    await tell(20, "b1", "scheduled", { command: "idle", start: "1h" });
    const actionId = await tell(30, "a3", "cancelled", { command: "charge", start: "1h" });
    await scene.client.cancelAction({ path: { actionId } });
    await tell(50, "b2", "scheduled", { command: "charge", start: "1h", end: "2h" });
    // Of two at the same instant, the one that came later is the newer one.
    await tell(60, "a1", "acknowledged", { command: "idle" }, slow);
    await tell(60, "a2", "acknowledged", { command: "idle" }, slow);
    await scene.stranger.pushEvChargerAction({
      path: { deviceId: "charger_other" },
      body: { action: { command: "charge" } },
    });
    scene.goTo(100);
  });

  const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

  test.each([
    [0, 50],
    [0, 10],
    [7, 5],
    [49, 1],
    [49, 2],
    [40, 10],
    [39, 10],
    [50, 10],
    [1_000_000, 50],
    [Number.MAX_SAFE_INTEGER, 50],
  ])(
    "of chargers shows from %d on at most %d, and whether there are more",
    async (offset, limit) => {
      const page = await scene.client.listEvChargers({ query: { offset, limit } });
      expect(ids(page.items)).toEqual(CHARGERS.slice(offset, offset + limit));
      const hasMore = offset + limit < CHARGERS.length;
      expect(page.pagination).toEqual({ limit, offset, total: CHARGERS.length, hasMore });
    },
  );

  test("shows 10 from the beginning unless it is told otherwise", async () => {
    const chargers = await scene.client.listEvChargers();
    expect(ids(chargers.items)).toEqual(CHARGERS.slice(0, 10));
    expect(chargers.pagination).toEqual({ limit: 10, offset: 0, total: 50, hasMore: true });
    const actions = await scene.client.listActions();
    expect(actions.pagination).toEqual({ limit: 10, offset: 0, total: 7, hasMore: false });
  });

  test.each([
    [0, 1, ["a1"], true],
    [1, 1, ["a2"], true],
    [1, 2, ["a2", "a3"], false],
    [3, 2, [], false],
  ])("of a user's chargers shows from %d on at most %d", async (offset, limit, items, hasMore) => {
    const query = { userId: "user_a", offset, limit };
    const page = await scene.client.listEvChargers({ query });
    expect(ids(page.items)).toEqual(items);
    expect(page.pagination).toEqual({ limit, offset, total: 3, hasMore });
  });

  test.each(["user_unknown", "user_other", "USER_A", "user_a ", "a1", "%", "'"])(
    "of the chargers of %j is empty",
    async (userId) => {
      const page = await scene.client.listEvChargers({ query: { userId } });
      expect(page.items).toEqual([]);
      expect(page.pagination).toEqual({ limit: 10, offset: 0, total: 0, hasMore: false });
    },
  );

  test("of actions is newest first, page by page", async () => {
    for (const limit of [1, 2, 3, 7, 50]) {
      for (let offset = 0; offset <= told.length + 1; offset += 1) {
        const page = await scene.client.listActions({ query: { offset, limit } });
        expect(ids(page.items)).toEqual(ids(told.slice(offset, offset + limit)));
        const hasMore = offset + limit < told.length;
        expect(page.pagination).toEqual({ limit, offset, total: told.length, hasMore });
      }
    }
  });

  test("of actions shows each as it is when it is read by its id", async () => {
    const { items } = await scene.client.listActions();
    for (const item of items) expect(await scene.actionNow(item.id)).toEqual(item);
    expect(items.map(({ state }) => state)).toEqual(told.map(({ state }) => state));
  });

  test("of actions takes every filter, alone and with the others", async () => {
    const states = ["scheduled", "acknowledged", "completed", "failed", "cancelled"] as const;
    const strangers = { userId: ["user_other", "unknown"], deviceId: ["charger_other", "unknown"] };
    let shown = 0;
    for (const userId of [undefined, "user_a", "user_b", ...strangers.userId]) {
      for (const deviceId of [undefined, ...devices, ...strangers.deviceId]) {
        for (const state of [undefined, ...states]) {
          const wanted = { userId, deviceId, state };
          const query = Object.fromEntries(
            Object.entries(wanted).filter(([, value]) => value !== undefined),
          );
          const expected = told.filter((action) =>
            Object.entries(query).every(([name, value]) =>
              Object.entries(action).some(([own, is]) => own === name && is === value),
            ),
          );
          const page = await scene.client.listActions({ query });
          expect(ids(page.items), JSON.stringify(query)).toEqual(ids(expected));
          expect(page.pagination.total).toBe(expected.length);
          shown += expected.length;
        }
      }
    }
    // None of them is shown by chance: each with every combination of the three filters.
    expect(shown).toBe(told.length * 8);
  });

  test("of filtered actions has pages, too", async () => {
    const query = { userId: "user_a", offset: 1, limit: 2 };
    const page = await scene.client.listActions({ query });
    const expected = told.filter(({ userId }) => userId === "user_a");
    expect(ids(page.items)).toEqual(ids(expected.slice(1, 3)));
    expect(page.pagination).toEqual({ offset: 1, limit: 2, total: 5, hasMore: true });
  });

  test("of actions by state goes with the time", async () => {
    const totalAt = async (state: KnownActionState, seconds: number) => {
      const by = { headers: { "x-sandbox-now": at(seconds) } };
      return (await scene.client.listActions({ query: { state } }, by)).pagination.total;
    };
    expect(await totalAt("scheduled", 35)).toBe(1);
    expect(await totalAt("scheduled", 50)).toBe(2);
    expect(await totalAt("scheduled", 3_620)).toBe(1);
    expect(await totalAt("acknowledged", 3_620)).toBe(3);
    expect(await totalAt("completed", 10_000)).toBe(5);
  });

  test("of actions has those of EV chargers only", async () => {
    for (const deviceType of ["battery", "hvac", "solar_inverter", "vehicle"] as const) {
      const page = await scene.client.listActions({ query: { deviceType } });
      expect(page.items).toEqual([]);
      expect(page.pagination).toEqual({ limit: 10, offset: 0, total: 0, hasMore: false });
    }
    const page = await scene.client.listActions({ query: { deviceType: "ev_charger" } });
    expect(page.pagination.total).toBe(told.length);
  });

  test("of another customer shows what is theirs", async () => {
    expect(ids((await scene.stranger.listEvChargers()).items)).toEqual(["charger_other"]);
    const { items } = await scene.stranger.listActions();
    expect(items.map(({ deviceId }) => deviceId)).toEqual(["charger_other"]);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=51", "limit"],
    ["limit=-1", "limit"],
    ["limit=1.5", "limit"],
    ["limit=1e1", "limit"],
    ["limit=", "limit"],
    ["limit=ten", "limit"],
    ["limit=10&limit=10", "limit"],
    ["offset=-1", "offset"],
    ["offset=0.5", "offset"],
    ["offset=9007199254740992", "offset"],
    ["userId=", "userId"],
  ])("with ?%s is refused", async (query, field) => {
    for (const path of ["/ev-charger", "/actions"]) {
      const response = await fetch(`${scene.sandbox.url}${path}?${query}`, {
        headers: { "x-api-key": keys.own },
      });
      expect(response.status, path).toBe(400);
      expect(await response.json()).toMatchObject({
        error: { code: "INVALID_REQUEST", details: { issues: [{ in: "query", field }] } },
      });
    }
  });

  test.each(["state=done", "state=", "deviceType=toaster", "deviceId="])(
    "of actions with ?%s is refused",
    async (query) => {
      const response = await fetch(`${scene.sandbox.url}/actions?${query}`, {
        headers: { "x-api-key": keys.own },
      });
      expect(response.status).toBe(400);
    },
  );
});
