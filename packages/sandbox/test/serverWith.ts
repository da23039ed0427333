import type { FastifyInstance } from "fastify";
import { Contract } from "../src/contract/Contract.ts";
import { migrate } from "../src/database/migrate.ts";
import { openPglite } from "../src/database/openPglite.ts";
import { Store } from "../src/database/Store.ts";
import { fillDatabase } from "../src/fleet/fillDatabase.ts";
import { buildServer, type Patience } from "../src/http/buildServer.ts";
import { Clock, defaultFleet } from "../src/index.ts";

/** A server of 50 chargers, with another patience than that of the sandbox, or another contract. */
export async function serverWith(
  patience: Patience,
  contract = Contract.bundled(),
): Promise<{ url: string; app: FastifyInstance; stop: () => Promise<void> }> {
  const database = await openPglite(undefined);
  await migrate(database.db);
  const fleet = defaultFleet({ chargers: 50 });
  await fillDatabase(database.db, { fleet, identity: "50", asked: true }, false);
  const app = await buildServer({
    contract,
    store: new Store(database),
    clock: new Clock(fleet.now),
    perMinute: 0,
    redis: undefined,
    logLevel: undefined,
    processMetrics: false,
    patience,
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const stop = async (): Promise<void> => {
    await app.close();
    await database.close();
  };
  return { url, app, stop };
}
