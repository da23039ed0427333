import { createHash, timingSafeEqual } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import type { Database } from "../src/database/Database.ts";
import { openPglite } from "../src/database/openPglite.ts";
import { openPostgres } from "../src/database/openPostgres.ts";
import { defaultKeys, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call } from "./call.ts";
import { type DatabaseName, databases } from "./databases.ts";
import { createDatabase } from "./postgres.ts";

// Watched, and otherwise as it is.
vi.mock("node:crypto", { spy: true });

/** Where a database can be found again after the sandbox that filled it has stopped. */
async function place(name: DatabaseName) {
  if (name === "PostgreSQL") {
    const { url, drop } = await createDatabase(inject("postgresUrl"));
    onTestFinished(drop);
    return { options: { databaseUrl: url }, reopen: () => openPostgres(url) };
  }
  const data = await mkdtemp(join(tmpdir(), "sandbox-keys-"));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  onTestFinished(() => rm(`${data}.lock`, { force: true }));
  return { options: { data }, reopen: () => openPglite(data) };
}

/** The rows of every table, as text. */
async function everythingIn({ db }: Database): Promise<string> {
  const tables = await db.introspection.getTables();
  const found = await Promise.all(
    tables.map(({ name }) =>
      sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db),
    ),
  );
  return found.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
}

describe.each(databases)("on %s", (name) => {
  it("keeps the SHA-256 of a key, and the key nowhere; all of the SHA-256 has to be right", async () => {
    const { options, reopen } = await place(name);
    const first = await startSandbox({ ...options, now: "fleet" });
    expect((await call(first.url, "/ev-charger")).status).toBe(200);
    await first.stop();

    const digest = createHash("sha256").update(defaultKeys.sandbox).digest("hex");
    const database = await reopen();
    try {
      const held = await everythingIn(database);
      expect(held).toContain("device_ev_001");
      expect(held).toContain(digest);
      for (const key of Object.values(defaultKeys)) expect(held).not.toContain(key);
      const other = digest.slice(0, -1) + (digest.endsWith("0") ? "1" : "0");
      await database.db
        .updateTable("api_key")
        .set({ digest: other })
        .where("digest", "=", digest)
        .execute();
    } finally {
      await database.close();
    }

    const second = await startSandbox({ ...options, now: "fleet" });
    onTestFinished(second.stop);
    const { status, json } = await call(second.url, "/ev-charger");
    expect([status, at(json, "error", "code")]).toEqual([401, "INVALID_API_KEY"]);
  });
});

it("compares keys in a time that does not depend on where they differ", async () => {
  const sandbox = await startSandbox({ now: "fleet" });
  onTestFinished(sandbox.stop);
  vi.mocked(timingSafeEqual).mockClear();
  await call(sandbox.url, "/ev-charger");
  expect(timingSafeEqual).toHaveBeenCalledOnce();
});
