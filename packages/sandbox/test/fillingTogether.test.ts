import { expect, inject, onTestFinished, test } from "vitest";
import { Client } from "pg";
import { FILLING } from "../src/fleet/fillDatabase.ts";
import { startSandbox } from "../src/index.ts";
import { ask } from "./ask.ts";
import { createDatabase } from "./postgres.ts";

test("an instance waits for another one that fills the database, however long that takes", async () => {
  const { url, drop } = await createDatabase(inject("postgresUrl"));
  onTestFinished(drop);
  const other = new Client({ connectionString: url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query("select pg_advisory_lock($1)", [FILLING]);

  const starting = startSandbox({ databaseUrl: `${url}?statement_timeout=200&query_timeout=250` });
  // Longer than a statement of that instance may take, from its first look at the lock on.
  const looks =
    "select from pg_stat_activity where query like '%advisory%' and pid <> pg_backend_pid()";
  while ((await other.query(`${looks} and datname = current_database()`)).rowCount === 0);
  const sleeping = other.query("select pg_sleep(0.5)");
  expect(await Promise.race([starting, sleeping])).toBe(await sleeping);
  await other.query("select pg_advisory_unlock($1)", [FILLING]);
  const sandbox = await starting;
  onTestFinished(() => sandbox.stop());
  expect((await ask(sandbox.url, "/ev-charger")).status).toBe(200);
});
