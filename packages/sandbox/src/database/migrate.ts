import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";

/**
 * Brings a database to the newest schema. Any number of instances may do so at the same time: one
 * does the work, the others wait for it.
 *
 * @throws Error naming the migration that failed, with the reason as its `cause`.
 */
export async function migrate<Any>(db: Kysely<Any>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: "sandbox_migration",
    migrationLockTableName: "sandbox_migration_lock",
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results.find(({ status }) => status === "Error");
  const what = failed ? `The migration ${failed.migrationName}` : "The migration of the database";
  const reason = error instanceof Error ? error.message : JSON.stringify(error);
  throw new Error(`${what} failed: ${reason}`, { cause: error });
}
