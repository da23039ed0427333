import { inject } from "vitest";
import { Client } from "pg";
import { startSandbox, type FleetSize } from "../src/index.ts";
import { createDatabase } from "./postgres.ts";
import { startCommand } from "./startCommand.ts";

/** Instances of the sandbox that share a database. */
export interface Instances {
  readonly urls: readonly string[];
  /** Asks the database itself. */
  readonly query: (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly stop: () => Promise<void>;
}

/** Starts two on one PostgreSQL, at the real time: one in this process, one in a process of its own. */
export async function twoInstances(size: Required<FleetSize>): Promise<Instances> {
  const database = await createDatabase(inject("postgresUrl"));
  const here = await startSandbox({ databaseUrl: database.url, fleet: size, rateLimit: 0 });
  const there = await startCommand([], { DATABASE_URL: database.url });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return {
    urls: [here.url, there.url],
    query: async (statement) => (await client.query<Record<string, unknown>>(statement)).rows,
    async stop() {
      await client.end();
      await here.stop();
      await there.stop();
      await database.drop();
    },
  };
}
