import { createHash } from "node:crypto";
import { Kysely, PostgresDialect, type PostgresPoolClient, sql } from "kysely";
import { Pool, type PoolClient, type QueryResult, TypeOverrides } from "pg";
import type { Database } from "./Database.ts";
import { parsers } from "./parsers.ts";
import type { Tables } from "./Tables.ts";
import { tuning } from "./tuning.ts";

/** Milliseconds to wait for a connection. */
const CONNECT = 3_000;
/** Milliseconds that a statement may take. */
const STATEMENT = 15_000;

/** Connections of each instance. */
const WIDTH = 8;

/**
 * Opens a real PostgreSQL (15 or newer).
 *
 * @param url as in `DATABASE_URL`; its password appears in no error
 */
export async function openPostgres(url: string): Promise<Database> {
  const types = new TypeOverrides();
  for (const [type, parse] of Object.entries(parsers)) types.setTypeParser(Number(type), parse);
  const pool = new Pool({
    connectionString: url,
    max: WIDTH,
    connectionTimeoutMillis: CONNECT,
    statement_timeout: STATEMENT,
    query_timeout: STATEMENT + 1_000,
    application_name: "ev-charger-sandbox",
    types,
  });
  // A connection that breaks while nobody uses it is replaced by the next one that is asked for.
  pool.on("error", () => {});
  // One that breaks while it is in use fails its queries; without a listener the process would end,
  // too, and one may break in the very moment in which it is let in.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => ready(await pool.connect()),
        end: () => pool.end(),
        options: {},
      },
    }),
  });
  const ping = async (): Promise<void> => {
    await sql`select 1`.execute(db);
  };
  try {
    const { rows } = await sql<{
      version: string;
    }>`select current_setting('server_version') as version`.execute(db);
    const [version = "of an unknown version"] = (rows[0]?.version ?? "").split(" ");
    return { db, name: `PostgreSQL ${version}`, width: WIDTH, ping, close: () => db.destroy() };
  } catch (cause) {
    await db.destroy();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The PostgreSQL of DATABASE_URL cannot be used: ${reason}`, { cause });
  }
}

const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
const names = new Map<string, string>();

/**
 * A connection that is told how to plan, and plans each statement once, as each text gets a name of
 * its own.
 */
async function ready(client: PoolClient): Promise<PostgresPoolClient> {
  const known = wrapped.get(client);
  if (known !== undefined) return known;
  try {
    await client.query(tuning);
  } catch (error) {
    client.release(true);
    throw error;
  }
  let isSilent = false;
  const query = async (text: string, values: readonly unknown[] = []): Promise<QueryResult> => {
    const isStatement = /^\s*(?:with|select|insert|update|delete)\b/i.test(text);
    try {
      return await client.query({
        ...(isStatement && { name: nameOf(text) }),
        text,
        values: [...values],
      });
    } catch (error) {
      isSilent ||= error instanceof Error && error.message === "Query read timeout";
      throw error;
    }
  };
  // The next one to use it would wait behind the query that was not answered.
  const release = (destroy?: boolean): void => client.release(destroy === true || isSilent);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kysely calls it in this one way
  const wrapper = { query, release } as unknown as PostgresPoolClient;
  wrapped.set(client, wrapper);
  return wrapper;
}

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash("sha256").update(text).digest("hex").slice(0, 32);
  names.set(text, name);
  return name;
}
