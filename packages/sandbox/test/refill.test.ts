import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { createClient } from "@ev-charger/client";
import { type Fleet, startSandbox } from "../src/index.ts";
import { databases } from "./databases.ts";
import { createDatabase } from "./postgres.ts";
import { chargerOf, fleetOf, keys, NOW } from "./scene.ts";

describe.each(databases)("a database with a fleet, on %s", (database) => {
  const other = fleetOf([chargerOf("one"), chargerOf("two"), chargerOf("three")]);
  const first = fleetOf([chargerOf("one")]);

  test("is kept, refused or replaced, as is asked for", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-fleet-"));
    const made = database === "PGlite" ? undefined : await createDatabase(inject("postgresUrl"));
    onTestFinished(async () => {
      await made?.drop();
      await rm(folder, { recursive: true, force: true });
    });
    const place = made ? { databaseUrl: made.url } : { data: join(folder, "data") };

    /** How many chargers and actions there are with a fleet, when one more push has come. */
    const countWith = async (options: { fleet?: Fleet; reset?: boolean }) => {
      const sandbox = await startSandbox({ ...place, now: "fleet", ...options });
      try {
        const amps = createClient({ baseUrl: sandbox.url, apiKey: keys.own });
        const chargers = (await amps.listEvChargers()).pagination.total;
        const action = { command: "charge", start: "1h" } as const;
        const onConflict = "cancel_and_replace";
        await amps.pushEvChargerAction({
          path: { deviceId: "one" },
          body: { action, onConflict },
        });
        return [chargers, (await amps.listActions()).pagination.total];
      } finally {
        await sandbox.stop();
      }
    };
    expect(await countWith({ fleet: first })).toEqual([1, 1]);
    expect(await countWith({ fleet: first })).toEqual([1, 2]);
    expect(await countWith({})).toEqual([1, 3]);
    await expect(countWith({ fleet: other })).rejects.toThrow(
      `The database holds another fleet, as it is at ${NOW}. Start without a fleet to go on with that one, or with reset (--reset) to replace it`,
    );
    expect(await countWith({})).toEqual([1, 4]);
    expect(await countWith({ fleet: other, reset: true })).toEqual([3, 1]);
    expect(await countWith({ fleet: other })).toEqual([3, 2]);
    await expect(countWith({ fleet: first })).rejects.toThrow("holds another fleet");
  });
});
