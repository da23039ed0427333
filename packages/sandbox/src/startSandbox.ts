import type { AddressInfo } from "node:net";
import { Contract } from "./contract/Contract.ts";
import type { Database } from "./database/Database.ts";
import { migrate } from "./database/migrate.ts";
import { openPglite } from "./database/openPglite.ts";
import { openPostgres } from "./database/openPostgres.ts";
import { Store } from "./database/Store.ts";
import { Clock, iso } from "./domain/Clock.ts";
import { defaultFleet, type FleetSize } from "./fleet/defaultFleet.ts";
import { fillDatabase, type FleetSource } from "./fleet/fillDatabase.ts";
import { checkFleet, readFleet } from "./fleet/readFleet.ts";
import type { Fleet } from "./fleet/Fleet.ts";
import { buildServer } from "./http/buildServer.ts";
import { closeRedis, openRedis } from "./http/openRedis.ts";

export interface SandboxOptions {
  /** The port to listen on; 0 picks a free one. Default: 0. */
  readonly port?: number;
  /** The address to listen on. Default: `127.0.0.1`, this machine only. */
  readonly host?: string;
  /** A PostgreSQL (15 or newer), as in `DATABASE_URL`. Default: the embedded one. */
  readonly databaseUrl?: string;
  /** The folder in which the embedded database keeps its data. Default: none, in memory. */
  readonly data?: string;
  /** A Redis, as in `REDIS_URL`, in which instances count requests together. Default: each for itself. */
  readonly redisUrl?: string;
  /**
   * What the database is filled with: a fleet, the path of a JSON file with one, or the size of the
   * default one. Default: what the database holds, or else the two chargers of the vendor's page.
   */
  readonly fleet?: Fleet | string | FleetSize;
  /** Empties the database first. Default: false. */
  readonly reset?: boolean;
  /**
   * An instant at which the clock stands still (a `Date`, or ISO 8601 in UTC), `"fleet"` for the one
   * that the fleet names, or how far the clock is ahead, in ms. Default: 0, the real time.
   */
  readonly now?: Date | string | number;
  /** Requests that a key may send in each minute; 0 for as many as it likes. Default: 12000. */
  readonly rateLimit?: number;
  /** Logs in JSON, one line for each request, never a key: a level such as `"info"`. Default: no log. */
  readonly logLevel?: string;
  /** Whether `/metrics` also tells about the process. Default: false. */
  readonly processMetrics?: boolean;
}

export interface Sandbox {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** What time it is for the sandbox; set it, advance it, release it. */
  readonly clock: Clock;
  /** Which database server it runs on, for people. */
  readonly database: string;
  /** Stops listening, finishes what it has accepted, and closes the database. */
  readonly stop: () => Promise<void>;
}

const DEFAULT_PER_MINUTE = 12_000;

/**
 * Starts a server that implements the contract, with state.
 *
 * @example
 * const sandbox = await startSandbox({ now: "fleet" });
 * const amps = createClient({ baseUrl: sandbox.url, apiKey: defaultKeys.sandbox });
 * sandbox.clock.advance(2_000);
 * await sandbox.stop();
 *
 * @throws Error when the port, the database or the fleet cannot be used, saying which and why.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1", databaseUrl, data, redisUrl, reset = false } = options;
  const { rateLimit = DEFAULT_PER_MINUTE, logLevel, processMetrics = false, now = 0 } = options;
  if (databaseUrl !== undefined && data !== undefined) {
    throw new Error("Give a database's URL or a folder for the embedded one, not both.");
  }
  const contract = Contract.bundled();
  const source = await sourceOf(contract, options.fleet);
  const clock = new Clock(now === "fleet" ? 0 : now);
  const database =
    databaseUrl === undefined ? await openPglite(data) : await openPostgres(databaseUrl);
  const opened: (() => Promise<unknown>)[] = [() => database.close()];
  try {
    const fleetNow = await prepare(database, source, reset);
    if (now === "fleet") clock.set(iso(fleetNow));
    const redis = redisUrl === undefined ? undefined : await openRedis(redisUrl);
    if (redis) opened.unshift(() => closeRedis(redis));
    const store = new Store(database);
    const parts = { contract, store, clock, perMinute: rateLimit, redis, logLevel, processMetrics };
    const app = await buildServer(parts);
    opened.unshift(() => app.close());
    await listen(() => app.listen({ port, host }), port, host);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    const address = app.server.address() as AddressInfo;
    let stopped: Promise<void> | undefined;
    return {
      url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
      clock,
      database: database.name,
      stop: () => (stopped ??= closeAll(opened)),
    };
  } catch (error) {
    await closeAll(opened).catch(() => {});
    throw error;
  }
}

async function prepare(database: Database, source: FleetSource, reset: boolean): Promise<number> {
  await migrate(database.db);
  return fillDatabase(database.db, source, reset);
}

async function sourceOf(contract: Contract, fleet: SandboxOptions["fleet"]): Promise<FleetSource> {
  if (typeof fleet === "string") return { ...(await readFleet(contract, fleet)), asked: true };
  if (fleet !== undefined && "customers" in fleet) {
    const checked = checkFleet(contract, fleet, "the fleet");
    return { fleet: checked, identity: JSON.stringify(checked), asked: true };
  }
  const { chargers = 2, users = 2, seed = 1 } = fleet ?? {};
  const identity = `default ${chargers} ${users} ${seed}`;
  return { fleet: defaultFleet({ chargers, users, seed }), identity, asked: fleet !== undefined };
}

/** Closes one after the other, all of them even when one cannot be closed. */
async function closeAll(opened: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const close of opened) await close().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

async function listen(open: () => Promise<unknown>, port: number, host: string): Promise<void> {
  try {
    await open();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    throw new Error(
      code === "EADDRINUSE"
        ? `Port ${port} of ${host} is already in use. Stop what listens there, or choose another port with --port (0 picks a free one).`
        : `Cannot listen on port ${port} of ${host} (${String(code ?? cause)}). Choose others with --port and --host.`,
      { cause },
    );
  }
}
