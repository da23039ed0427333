import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { openPglite } from "../src/database/openPglite.ts";

test(
  "the embedded database's log of changes does not grow with what is written",
  { timeout: 60_000 },
  async () => {
    const database = await openPglite(undefined);
    onTestFinished(() => database.close());
    const { db } = database;
    const size = async (): Promise<number> => {
      const { rows } = await sql<{ size: number }>`
      select sum(size)::bigint as size from pg_ls_waldir()`.execute(db);
      return rows[0]?.size ?? 0;
    };
    await sql`create table written (text text)`.execute(db);
    let largest = 0;
    for (let round = 0; round < 4; round += 1) {
      // Some 45 MB, and then as many statements as it takes until the log is looked at.
      await sql`insert into written select repeat('abcdefgh', 100) from generate_series(1, 50000)`.execute(
        db,
      );
      await sql`truncate written`.execute(db);
      for (let times = 0; times < 200; times += 1) await sql`select 1`.execute(db);
      largest = Math.max(largest, await size());
    }
    expect(largest).toBeLessThan(150_000_000);
  },
);
