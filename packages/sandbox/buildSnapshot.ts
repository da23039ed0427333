import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { Kysely, PGliteDialect } from "kysely";
import { migrate } from "./src/database/migrate.ts";
import { snapshotFile } from "./src/database/openPglite.ts";

// A database with the migrations applied, so that the sandbox need not make one whenever it starts.
const pglite = await PGlite.create({ extensions: { btree_gist } });
const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });
await migrate(db);
for (const command of ["vacuum freeze", "checkpoint"]) await pglite.exec(command);
const dump = await pglite.dumpDataDir("none");
const packed = brotliCompressSync(Buffer.from(await dump.arrayBuffer()), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 6 },
});
await mkdir(dirname(snapshotFile), { recursive: true });
await writeFile(snapshotFile, packed);
await db.destroy();
console.log(`The snapshot has ${(packed.length / 1e6).toFixed(1)} MB.`);
