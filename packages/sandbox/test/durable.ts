import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { Client } from "pg";
import type { DatabaseName } from "./databases.ts";
import { createDatabase } from "./postgres.ts";
import { type Command, startCommand } from "./startCommand.ts";

/** A database that outlives the process which works with it. */
export interface Durable {
  /** Starts a sandbox on it. */
  readonly start: (flags: readonly string[]) => Promise<Command>;
  /** Waits until nothing works on behalf of a process that was killed. */
  readonly settle: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Makes an empty one: a folder, or a database of the PostgreSQL. */
export async function durable(database: DatabaseName): Promise<Durable> {
  return database === "PGlite" ? inFolder() : inPostgres();
}

async function inFolder(): Promise<Durable> {
  const parent = await mkdtemp(join(tmpdir(), "sandbox-data-"));
  const folder = join(parent, "data");
  return {
    start: (flags) => startCommand(["--data", folder, ...flags]),
    settle: () => Promise.resolve(),
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

async function inPostgres(): Promise<Durable> {
  const { url, drop } = await createDatabase(inject("postgresUrl"));
  const client = new Client({ connectionString: url });
  await client.connect();
  const others = async (): Promise<number> => {
    const { rowCount } = await client.query(
      "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    return rowCount ?? 0;
  };
  return {
    start: (flags) => startCommand(flags, { DATABASE_URL: url }),
    async settle() {
      while ((await others()) > 0);
    },
    async remove() {
      await client.end();
      await drop();
    },
  };
}
