import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "../database/Tables.ts";
import { iso } from "../domain/Clock.ts";
import { DEFAULT_DELAY } from "../domain/pushed.ts";
import { digestOf, lookupOf } from "../http/keys.ts";
import type { Fleet, FleetAction, FleetCharger, FleetCustomer } from "./Fleet.ts";

/** A fleet, and how it is recognised in a database that was filled before. */
export interface FleetSource {
  readonly fleet: Fleet;
  /** The same for the same fleet. */
  readonly identity: string;
  /** Whether somebody asked for this one, as opposed to taking whatever is there. */
  readonly asked: boolean;
}

type Transact = Transaction<Tables>;

/** The lock that is held while a database is filled: any number that nobody else locks. */
export const FILLING = 4_020_401_007;
/** Milliseconds until it is tried again. */
const AGAIN = 100;

/** Chargers, or actions, that go to the database at once. */
const CHUNK = 2_000;

/**
 * Fills a database with a fleet, once: of several instances that begin at the same time one does so.
 *
 * @param reset empties the database first
 * @returns the instant that the fleet in the database names
 * @throws Error when it holds another fleet than the one that was asked for; it is left as it is.
 */
export async function fillDatabase(
  db: Kysely<Tables>,
  { fleet, identity, asked }: FleetSource,
  reset: boolean,
): Promise<number> {
  const digest = createHash("sha256").update(identity).digest("hex");
  return db.transaction().execute(async (transaction) => {
    await lock(transaction);
    if (reset) {
      await sql`truncate customer, api_key, app_user, charger, action, fleet cascade`.execute(
        transaction,
      );
    }
    const there = await transaction.selectFrom("fleet").selectAll().executeTakeFirst();
    if (there !== undefined) {
      if (!asked || there.digest === digest) return there.now;
      throw new Error(
        `The database holds another fleet, as it is at ${iso(there.now)}. Start without a fleet to go on with that one, or with reset (--reset) to replace it and all that happened to it.`,
      );
    }
    const now = Date.parse(fleet.now);
    for (const customer of fleet.customers) await addCustomer(transaction, customer);
    await transaction.insertInto("fleet").values({ digest, now }).execute();
    // So that the first queries are planned for what is there. The actions are to come: a plan for the
    // few that there are would be kept, and any index that finds them among few looks as good.
    await sql`analyze customer, api_key, app_user, charger`.execute(transaction);
    return now;
  });
}

/** It may be held for longer than a statement may take, so none waits for it. */
async function lock(db: Transact): Promise<void> {
  for (;;) {
    const { rows } = await sql<{
      locked: boolean;
    }>`select pg_try_advisory_xact_lock(${FILLING}) as locked`.execute(db);
    if (rows[0]?.locked === true) return;
    await wait(AGAIN);
  }
}

async function addCustomer(db: Transact, customer: FleetCustomer): Promise<void> {
  const { name, liveAccess = true, keys, chargers } = customer;
  const { no } = await db
    .insertInto("customer")
    .values({ name, live_access: liveAccess, charger_count: 0 })
    .returning("no")
    .executeTakeFirstOrThrow();
  const rows = keys.map(({ key, environment = "sandbox", permission = "write", expiresAt }) => {
    const digest = digestOf(key);
    const expires_at = expiresAt === undefined ? null : Date.parse(expiresAt);
    return {
      lookup: lookupOf(digest),
      digest,
      customer_no: no,
      environment,
      permission,
      expires_at,
    };
  });
  await sql`insert into api_key (lookup, digest, customer_no, environment, permission, expires_at)
    select lookup, digest, customer_no, environment, permission, expires_at
    from json_populate_recordset(null::api_key, ${JSON.stringify(rows)}::json)`.execute(db);

  const users = new Map<string, { no: number; count: number }>();
  let count = 0;
  for (const chunk of chunksOf(chargers)) {
    await addUsers(db, no, chunk, users);
    await addChargers(db, no, chunk, count, users);
    count += chunk.length;
  }
  await db.updateTable("customer").set({ charger_count: count }).where("no", "=", no).execute();
  const counted = [...users.values()];
  await sql`update app_user set charger_count = counted.n from unnest(
      ${counted.map((user) => user.no)}::bigint[], ${counted.map((user) => user.count)}::bigint[]) as counted (no, n)
    where app_user.no = counted.no`.execute(db);
}

async function addUsers(
  db: Transact,
  customerNo: number,
  chunk: readonly FleetCharger[],
  users: Map<string, { no: number; count: number }>,
): Promise<void> {
  const ids = [...new Set(chunk.map(({ userId }) => userId))].filter((id) => !users.has(id));
  if (ids.length === 0) return;
  const rows = await db
    .insertInto("app_user")
    .values(ids.map((id) => ({ customer_no: customerNo, id, charger_count: 0 })))
    .returning(["no", "id"])
    .execute();
  for (const { no, id } of rows) users.set(id, { no, count: 0 });
}

async function addChargers(
  db: Transact,
  customerNo: number,
  chunk: readonly FleetCharger[],
  before: number,
  users: ReadonlyMap<string, { no: number; count: number }>,
): Promise<void> {
  const rows = chunk.map((charger, index) => {
    const { id, userId, sync, settings, actions: _, ...profile } = charger;
    const user = users.get(userId);
    if (user === undefined) throw new Error(`The user ${userId} was not added.`);
    const user_position = user.count;
    user.count += 1;
    return {
      user_no: user.no,
      id,
      position: before + index,
      user_position,
      profile,
      settings,
      pulled_at: Date.parse(sync.lastPulledAt),
      source: sync.source,
    };
  });
  const { rows: added } = await sql<{ no: number; id: string }>`
    insert into charger (customer_no, user_no, id, position, user_position, profile, settings, pulled_at, source)
    select ${customerNo}, user_no, id, position, user_position, profile, settings, pulled_at, source
    from json_populate_recordset(null::charger, ${JSON.stringify(rows)}::json)
    order by position returning no, id`.execute(db);
  const withActions = new Map(
    chunk.flatMap(({ id, actions = [] }) => (actions.length > 0 ? [[id, actions] as const] : [])),
  );
  const actions = added.flatMap(({ no, id }) =>
    (withActions.get(id) ?? []).map((action) => actionRow(customerNo, no, action)),
  );
  const columns = sql`customer_no, charger_no, id, command, created_at, acknowledged_at, done_at,
    outcome, error_code, error_message, start_at, end_at, cancelled_at, queued_after, busy_from`;
  for (const part of chunksOf(actions)) {
    await sql`insert into action (${columns}) select ${columns}
      from json_populate_recordset(null::action, ${JSON.stringify(part)}::json)`.execute(db);
  }
}

function actionRow(customer_no: number, charger_no: number, action: FleetAction) {
  const { id, command, createdAt, start, end, cancelledAt } = action;
  const { outcome = "completed", errorCode = null, acknowledgedAt = start ?? createdAt } = action;
  const acknowledged_at = Date.parse(acknowledgedAt);
  const { doneAt = iso(acknowledged_at + DEFAULT_DELAY) } = action;
  const failed = outcome === "failed";
  return {
    customer_no,
    charger_no,
    id,
    command,
    created_at: Date.parse(createdAt),
    acknowledged_at,
    done_at: Date.parse(doneAt),
    outcome,
    error_code: failed ? errorCode : null,
    error_message: failed ? "The charger did not answer." : null,
    start_at: start === undefined ? null : Date.parse(start),
    end_at: end === undefined ? null : Date.parse(end),
    cancelled_at: cancelledAt === undefined ? null : Date.parse(cancelledAt),
    queued_after: null,
    busy_from: Date.parse(createdAt),
  };
}

function* chunksOf<Item>(items: Iterable<Item>): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
