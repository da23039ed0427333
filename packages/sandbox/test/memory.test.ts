import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { collected } from "./collected.ts";
import { Dice } from "./Dice.ts";
import { load } from "./load.ts";
import { amount, isLong, printedSeed, tell } from "./long.ts";
import { createDatabase } from "./postgres.ts";

const CHARGERS = 500;
/** Of load, in the long run; the short one counts requests. */
const MINUTES = amount("MINUTES", { short: 0, long: 10 });
const ROUNDS = isLong ? MINUTES * 2 : 4;
/** Rounds until every cache is full and all code compiled. */
const WARM_UP = isLong ? Math.ceil(ROUNDS / 4) : 1;
/** How many MB the heap, and the buffers, may be larger in the end than after the warm-up. */
const MORE = isLong ? { heap: 15, buffers: 15 } : { heap: 2, buffers: 6 };
const seed = printedSeed("The requests");

test(
  "memory does not grow under load, on both databases",
  { timeout: MINUTES * 90_000 + 60_000 },
  async () => {
    const parent = await mkdtemp(join(tmpdir(), "sandbox-memory-"));
    const postgres = await createDatabase(inject("postgresUrl"));
    const options = { fleet: { chargers: CHARGERS }, rateLimit: 0 };
    // In a folder, as what a database in memory keeps is in memory.
    const embedded = await startSandbox({ ...options, data: join(parent, "data") });
    const real = await startSandbox({ ...options, databaseUrl: postgres.url });
    onTestFinished(async () => {
      await Promise.all([embedded.stop(), real.stop()]);
      await postgres.drop();
      await rm(parent, { recursive: true, force: true });
    });
    const dice = new Dice(seed);
    let before = collected();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const began = performance.now();
      const goesOn = (sent: number): boolean =>
        isLong ? performance.now() - began < 30_000 : sent < 300;
      const sent = await Promise.all(
        [embedded, real].map(({ url }) =>
          load(url, { chargers: CHARGERS, abreast: 8, dice, goesOn }),
        ),
      );
      const now = collected();
      if (round === WARM_UP) before = now;
      const parts = Object.entries(now).map(([name, size]) => `${name} ${size.toFixed(1)} MB`);
      tell(`load ${round} of ${ROUNDS}: ${sent.join(" + ")} requests, ${parts.join(", ")}`);
    }
    const after = collected();
    expect(after.heap - before.heap).toBeLessThan(MORE.heap);
    expect(after.buffers - before.buffers).toBeLessThan(MORE.buffers);
  },
);
