import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openPglite } from "../src/database/openPglite.ts";
import { openPostgres } from "../src/database/openPostgres.ts";
import { Store } from "../src/database/Store.ts";
import { type Sandbox, startSandbox } from "../src/index.ts";
import { ask, at, objectsAt } from "./ask.ts";
import { type DatabaseName, databases } from "./databases.ts";
import { isLong, tell } from "./long.ts";
import { medians } from "./medians.ts";
import { createDatabase } from "./postgres.ts";
import { readingsOf } from "./readingsOf.ts";

const USERS = 4;
const LIMIT = 10;
/** How many chargers there are; `CHARGERS=1000,100000` says so for one run. */
const sizes = (database: DatabaseName): readonly number[] => {
  const { CHARGERS: given } = process.env;
  if (given) return given.split(",").map(Number);
  if (!isLong) return [1_000];
  return database === "PGlite" ? [1_000, 100_000] : [1_000, 100_000, 1_000_000];
};

interface Asked {
  readonly chargers: number;
  readonly userId: string | undefined;
  readonly offset: number;
}

/** A page at the beginning, in the middle and at the end, of all and of one user. */
const pagesOf = (chargers: number): readonly Asked[] =>
  [undefined, "user_000003"].flatMap((userId) => {
    const total = userId === undefined ? chargers : chargers / USERS;
    return [0, total / 2, total - LIMIT].map((offset) => ({ chargers, userId, offset }));
  });

describe.each(databases)("a large fleet, on %s", (database) => {
  const fleets = sizes(database);
  const places = new Map<number, { databaseUrl: string } | { data: string }>();
  const sandboxes = new Map<number, Sandbox>();
  /** How much larger the heap was while it was filled, in MB. */
  const grown = new Map<number, number>();
  const undo: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    for (const chargers of fleets) {
      const place = database === "PGlite" ? await inFolder() : await inPostgres();
      places.set(chargers, place);
      const began = performance.now();
      const heap = watchHeap();
      const sandbox = await startSandbox({
        ...place,
        fleet: { chargers, users: USERS },
        rateLimit: 0,
      });
      const heapUsed = heap.stop();
      grown.set(chargers, heapUsed);
      sandboxes.set(chargers, sandbox);
      undo.push(() => sandbox.stop());
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      tell(
        `${database}: filled with ${chargers} chargers in ${seconds} s, heap up to ${heapUsed} MB more`,
      );
    }
  }, 20 * 60_000);
  afterAll(async () => {
    for (const step of undo.toReversed()) await step();
  }, 60_000);

  async function inFolder(): Promise<{ data: string }> {
    const parent = await mkdtemp(join(tmpdir(), "sandbox-scale-"));
    undo.push(() => rm(parent, { recursive: true, force: true }));
    return { data: join(parent, "data") };
  }
  async function inPostgres(): Promise<{ databaseUrl: string }> {
    const { url, drop } = await createDatabase(inject("postgresUrl"));
    undo.push(drop);
    return { databaseUrl: url };
  }

  test.each(fleets)(
    "filling with %d chargers keeps few of them in memory at a time",
    (chargers) => {
      // As many as go to the database at once, and garbage; a million would be some GB.
      expect(grown.get(chargers)).toBeLessThan(300);
    },
  );

  const get = ({ chargers, userId, offset }: Asked) => {
    const user = userId === undefined ? "" : `&userId=${userId}`;
    const url = sandboxes.get(chargers)?.url ?? "";
    return ask(url, `/ev-charger?offset=${offset}&limit=${LIMIT}${user}`);
  };

  test.each(fleets.flatMap(pagesOf))(
    "of $chargers chargers the page at $offset is the right one (userId: $userId)",
    async (asked) => {
      const { chargers, userId, offset } = asked;
      const { body } = await get(asked);
      const total = userId === undefined ? chargers : chargers / USERS;
      expect(at(body, "data", "pagination")).toEqual({
        limit: LIMIT,
        offset,
        total,
        hasMore: offset + LIMIT < total,
      });
      const expected = Array.from({ length: LIMIT }, (_, place) => {
        // The chargers go round the users.
        const index = userId === undefined ? offset + place : (offset + place) * USERS + 2;
        return `device_ev_${String(index + 1).padStart(3, "0")}`;
      });
      expect(objectsAt(body, "data", "items").map(({ id }) => id)).toEqual(expected);
    },
  );

  // Nothing is said about time in the short run.
  // oxlint-disable-next-line vitest/no-conditional-tests
  if (isLong) {
    test("a page takes as long in a large fleet as in a small one, wherever it is", async () => {
      const asked = fleets.flatMap(pagesOf);
      const times = await medians(asked.map((one) => () => get(one)));
      for (const [index, { chargers, userId = "all", offset }] of asked.entries()) {
        const place = `${String(chargers).padStart(9)} ${userId.padEnd(12)} ${String(offset).padStart(7)}`;
        tell(`${database.padEnd(10)} ${place} ${times[index]?.toFixed(2).padStart(7)} ms`);
      }
      expect(Math.max(...times) / Math.min(...times)).toBeLessThan(2);
    });
  }

  test("a page is read by an index, and nothing else than the page is", async () => {
    for (const [chargers, place] of places) {
      // PGlite takes one process, and in it one connection.
      if ("data" in place) await sandboxes.get(chargers)?.stop();
      const opened =
        "data" in place ? await openPglite(place.data) : await openPostgres(place.databaseUrl);
      try {
        for (const { userId, offset } of pagesOf(chargers)) {
          const page = { customerNo: 1, userId, offset, limit: LIMIT, now: Date.now() };
          const readings = await readingsOf(opened, (noted) =>
            new Store(noted).pageOfChargers(page),
          );
          const ofChargers = readings.filter(({ table }) => table === "charger");
          expect(ofChargers.map(({ how }) => how)).not.toContain("Seq Scan");
          expect(ofChargers.reduce((sum, { rows }) => sum + rows, 0)).toBe(LIMIT);
          const rows = readings.reduce((sum, reading) => sum + reading.rows, 0);
          // The owner, and of each charger its last actions.
          expect(rows).toBeLessThanOrEqual(LIMIT + 1 + 2 * LIMIT);
        }
      } finally {
        await opened.close();
      }
    }
  });
});

/** Watches how much the heap grows; `stop` returns the most of it, in MB. */
function watchHeap(): { stop: () => number } {
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  };
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      look();
      return Math.round(most / 1e6);
    },
  };
}
