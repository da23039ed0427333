import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { Kysely, PGliteDialect, sql } from "kysely";
import { Checkpoints } from "./Checkpoints.ts";
import type { Database } from "./Database.ts";
import { lockFolder } from "./lockFolder.ts";
import { parsers } from "./parsers.ts";
import type { Tables } from "./Tables.ts";
import { tuning } from "./tuning.ts";

/** A PGlite folder with the migrations applied, packed when the package is built. */
export const snapshotFile = fileURLToPath(
  new URL("../../snapshot/database.tar.br", import.meta.url),
);

/**
 * Opens the embedded PostgreSQL.
 *
 * @param folder where it keeps its data; in memory when undefined
 * @param snapshot what a new database begins as; without it an empty one, for the migrations to fill
 * @throws Error when another process uses the folder, or it is no such database.
 */
export async function openPglite(
  folder: string | undefined,
  snapshot: string = snapshotFile,
): Promise<Database> {
  const unlock = folder === undefined ? undefined : await lockFolder(folder);
  try {
    const isNew = folder === undefined || (await isToBeFilled(folder));
    const loadDataDir = isNew ? await unpack(snapshot) : undefined;
    const pglite = await PGlite.create({
      ...(folder !== undefined && { dataDir: folder }),
      ...(loadDataDir && { loadDataDir }),
      startParams: [...PGlite.defaultStartParams, ...Checkpoints.startParams],
      extensions: { btree_gist },
      parsers,
    });
    if (folder !== undefined) await rm(join(folder, UNFINISHED), { force: true });
    await pglite.exec(tuning);
    const checkpoints = new Checkpoints(pglite);
    const db = new Kysely<Tables>({
      dialect: new PGliteDialect({ pglite }),
      log: () => checkpoints.noteStatement(),
    });
    const { rows } = await sql<{
      version: string;
    }>`select current_setting('server_version') as version`.execute(db);
    const where = folder === undefined ? "in memory" : folder;
    return {
      db,
      name: `PGlite (PostgreSQL ${rows[0]?.version ?? "?"}), ${where}`,
      width: 1,
      async ping() {
        await sql`select 1`.execute(db);
      },
      async close() {
        try {
          await checkpoints.finish();
        } finally {
          await db.destroy();
          await unlock?.();
        }
      },
    };
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

/** A file that tells a folder in which a database was about to be made from somebody's own. */
const UNFINISHED = "unfinished-database";
/** What PostgreSQL keeps in its folder. */
const PARTS = /^(base|global|pg_\w+|PG_VERSION|postgresql(\.auto)?\.conf|postmaster\.(pid|opts))$/;

/**
 * Whether a database is yet to be made in a folder; then it is marked.
 *
 * @throws Error when there is something else in it.
 */
async function isToBeFilled(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  if (names.includes(UNFINISHED)) {
    const half = names.filter((name) => PARTS.test(name));
    await Promise.all(half.map((name) => rm(join(folder, name), { recursive: true })));
    return true;
  }
  if (names.includes("PG_VERSION")) return false;
  // The root of a disk is empty as well.
  const foreign = names.find((name) => name !== "lost+found");
  if (foreign !== undefined) {
    throw new Error(
      `The folder ${folder} holds no database, but other things, such as ${foreign}. Choose an empty folder, or one that does not exist yet.`,
    );
  }
  await writeFile(join(folder, UNFINISHED), "");
  return true;
}

async function unpack(snapshot: string): Promise<Blob | undefined> {
  if (!existsSync(snapshot)) return undefined;
  const packed = await readFile(snapshot);
  const unpacked = await promisify(brotliDecompress)(packed);
  return new Blob([new Uint8Array(unpacked)]);
}
