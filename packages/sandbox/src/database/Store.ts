import { type RawBuilder, sql, type Transaction } from "kysely";
import { atATime } from "./atATime.ts";
import { batched } from "./batched.ts";
import type { Database } from "./Database.ts";
import {
  actionColumns,
  type ActionFilter,
  actionsThat,
  chargerColumns,
  chargerLaterals,
  conflictsOf,
  isAction,
  ownActionColumns,
} from "./fragments.ts";
import { remembered } from "./remembered.ts";
import type {
  ActionRow,
  ChargerRow,
  Conflict,
  KeyRow,
  NewAction,
  Page,
  PushTarget,
} from "./rows.ts";
import type { Tables } from "./Tables.ts";

interface PageOfChargers {
  readonly customerNo: number;
  readonly offset: number;
  readonly limit: number;
  readonly now: number;
}
type PageOfUser = PageOfChargers & { readonly userId: string };
interface OneOf {
  readonly customerNo: number;
  readonly id: string;
  readonly now: number;
}

/** How long somebody waits for a charger that another one works on, in ms. */
const LOCK_TIMEOUT = sql.lit(3_000);

/** How long a key counts as known without being looked up again, in ms. */
const KEY_MOMENT = 1_000;

/** Everything that is asked of the database. Of what it answered only keys are kept, for a second. */
export class Store {
  readonly database: Database;
  readonly findKey: (lookup: string) => Promise<KeyRow | null>;
  readonly findCharger: (asked: OneOf) => Promise<ChargerRow | null>;
  /** Actions that have not ended at `now`, or that begin before `until`, count as conflicts. */
  readonly findPushTarget: (asked: OneOf & { until: number }) => Promise<PushTarget | null>;
  readonly findAction: (asked: OneOf) => Promise<ActionRow | null>;
  /** Null when another action of the charger has not ended in the meantime: nothing is written then. */
  readonly addAction: (action: NewAction) => Promise<ActionRow | null>;
  readonly #atATime: ReturnType<typeof atATime>;
  readonly #pageOfAll: (asked: PageOfChargers) => Promise<Page<ChargerRow>>;
  readonly #pageOfUser: (asked: PageOfUser) => Promise<Page<ChargerRow>>;

  constructor(database: Database) {
    this.database = database;
    // Those that wait for a charger must leave connections to the others.
    this.#atATime = atATime(Math.max(1, database.width / 2));
    // Two batches of the same kind keep the server busy; the rest of the connections is for the others.
    const atOnce = Math.min(2, database.width);
    const findKey = batched((lookups: readonly string[]) => this.#keys(lookups), atOnce);
    this.findKey = remembered(findKey, KEY_MOMENT);
    this.findCharger = batched((asked) => this.#chargers(asked), atOnce);
    this.findPushTarget = batched((asked) => this.#pushTargets(asked), atOnce);
    this.findAction = batched((asked) => this.#actions(asked), atOnce);
    this.addAction = batched((actions) => this.#add(actions), atOnce);
    this.#pageOfAll = batched((asked) => this.#pagesOfAll(asked), atOnce);
    this.#pageOfUser = batched((asked) => this.#pagesOfUsers(asked), atOnce);
  }

  /** A page of the chargers of a customer, or of one of its users. */
  pageOfChargers({
    userId,
    ...asked
  }: PageOfChargers & { readonly userId: string | undefined }): Promise<Page<ChargerRow>> {
    return userId === undefined ? this.#pageOfAll(asked) : this.#pageOfUser({ ...asked, userId });
  }

  /** A page of a customer's actions, newest first, as they are at an instant. */
  async pageOfActions(asked: ActionFilter): Promise<Page<ActionRow>> {
    const matching = actionsThat(asked);
    const { rows } = await sql<ActionRow & { total: number }>`
      select (select count(*) ${matching}) as total, page.* from (select 1) as one
      left join lateral (select ${actionColumns(sql`${asked.now}::bigint`)}
        from (select a.* ${matching} order by a.created_at desc, a.no desc
          offset ${asked.offset} limit ${asked.limit}) as s
        join action a on a.no = s.no join charger d on d.no = a.charger_no
        order by a.created_at desc, a.no desc) as page on true`.execute(this.database.db);
    return { total: rows[0]?.total ?? 0, rows: rows.filter(isThere) };
  }

  /**
   * Notes that the state of a charger was read from its manufacturer, unless somebody did so since.
   *
   * @returns the instants of the last readings, with the one that counts at `now`
   */
  async notePull(
    chargerNo: number,
    { now, since }: { now: number; since: number },
  ): Promise<readonly number[]> {
    const { rows } = await sql<{ pulls: readonly number[] }>`
      update charger set pulls = case
        when jsonb_path_exists(pulls, '$[*] ? (@ >= $since && @ <= $now)', ${JSON.stringify({ now, since })}::jsonb)
        then pulls
        else ${lastOnes(sql`pulls`)} || to_jsonb(${now}::bigint) end
      where no = ${chargerNo} returning pulls`.execute(this.database.db);
    return rows[0]?.pulls ?? [];
  }

  /** Writes the values of settings, which count from `now` on: all of them or, when the charger is gone, none. */
  async writeSettings(
    chargerNo: number,
    values: Readonly<Record<string, number>>,
    now: number,
  ): Promise<void> {
    const before = sql`coalesce(old.setting -> 'written', '[]')`;
    await sql`update charger set settings = settings || (
        select jsonb_object_agg(name, old.setting || jsonb_build_object(
          'value', case when jsonb_array_length(${before}) < ${KEPT} then old.setting -> 'value'
            else old.setting #> '{written,0,1}' end,
          'written', ${lastOnes(before)} || jsonb_build_array(jsonb_build_array(${now}::bigint, value))))
        from jsonb_each(${JSON.stringify(values)}::jsonb) as written (name, value),
          lateral (select settings -> name as setting) as old)
      where no = ${chargerNo}`.execute(this.database.db);
  }

  /** Cancels an action that is still scheduled; null when there is none such. */
  async cancel({
    customerNo,
    id,
    time,
  }: Omit<OneOf, "now"> & { readonly time: () => number }): Promise<ActionRow | null> {
    const asked = sql`action a where ${isAction(sql`${id}`, sql`${customerNo}`)}`;
    // What is being queued after the action is to be seen, and somebody else's cancelling.
    const cancelled = await this.#alone(
      sql`(select charger_no from ${asked})`,
      async (transaction) => {
        const now = time();
        const { rows } = await withdraw(sql`no = (select no from ${asked})`, now).execute(
          transaction,
        );
        return rows.length === 0 ? null : { customerNo, id, now };
      },
    );
    return cancelled === null ? null : this.findAction(cancelled);
  }

  /**
   * Adds an action of a charger where others are in the way, one caller at a time for each charger.
   *
   * @param decide what to do about the conflicts, all of which it is shown; it throws to refuse
   * @returns null when the charger was given another action all the same
   */
  async addAmong(
    { chargerNo, time, until }: { chargerNo: number; time: () => number; until: number },
    decide: (
      conflicts: readonly Conflict[],
      now: number,
    ) => { cancel: readonly number[]; add: NewAction },
  ): Promise<ActionRow | null> {
    return this.#alone(sql`${chargerNo}`, async (transaction) => {
      const now = time();
      const look = async (end: number): Promise<ReturnType<typeof decide>> => {
        const conflicts = conflictsOf(
          sql`${chargerNo}::bigint`,
          sql`${now}::bigint`,
          sql`${end}::bigint`,
        );
        const { rows } = await sql<Conflict>`select * from (${conflicts}) c`.execute(transaction);
        const decided = decide(rows, now);
        // A queued action ends later than it would by itself: what begins until then is in its way, too.
        return decided.add.done_at > end ? look(decided.add.done_at) : decided;
      };
      const { cancel, add } = await look(until);
      if (cancel.length > 0) {
        await cancelling(sql`no = any(${[...cancel]}::bigint[])`, now).execute(transaction);
      }
      const [added = null] = await this.#add([add], transaction);
      return added;
    });
  }

  /** Works on a charger while nobody else does. A charger that is kept by another one is given up soon. */
  #alone<Out>(
    chargerNo: RawBuilder<unknown>,
    work: (transaction: Transaction<Tables>) => Promise<Out>,
  ): Promise<Out> {
    const { db } = this.database;
    return this.#atATime(() =>
      db.transaction().execute(async (transaction) => {
        await sql`set local lock_timeout = ${LOCK_TIMEOUT}`.execute(transaction);
        await lockCharger(chargerNo).execute(transaction);
        return work(transaction);
      }),
    );
  }

  async #keys(lookups: readonly string[]): Promise<readonly (KeyRow | null)[]> {
    const { rows } = await sql<KeyRow>`
      select k.lookup, k.digest, k.customer_no, k.environment, k.permission, k.expires_at, c.live_access
      from api_key k join customer c on c.no = k.customer_no
      where k.lookup = any(${[...new Set(lookups)]}::text[])`.execute(this.database.db);
    const found = new Map(rows.map((row) => [row.lookup, row]));
    return lookups.map((lookup) => found.get(lookup) ?? null);
  }

  #pagesOfAll(asked: readonly PageOfChargers[]): Promise<readonly Page<ChargerRow>[]> {
    return this.#pages(
      asked,
      sql`
      unnest(${asked.map(({ customerNo }) => customerNo)}::bigint[], ${asked.map(({ offset }) => offset)}::bigint[],
        ${asked.map(({ limit }) => limit)}::bigint[], ${asked.map(({ now }) => now)}::bigint[])
        with ordinality as b (customer_no, skip, take, now, i)
      join customer o on o.no = b.customer_no
      left join lateral (select * from charger d where d.customer_no = b.customer_no
        and d.position >= b.skip and d.position < b.skip + b.take order by d.position) d on true`,
    );
  }

  #pagesOfUsers(asked: readonly PageOfUser[]): Promise<readonly Page<ChargerRow>[]> {
    return this.#pages(
      asked,
      sql`
      unnest(${asked.map(({ customerNo }) => customerNo)}::bigint[], ${asked.map(({ offset }) => offset)}::bigint[],
        ${asked.map(({ limit }) => limit)}::bigint[], ${asked.map(({ now }) => now)}::bigint[],
        ${asked.map(({ userId }) => userId)}::text[])
        with ordinality as b (customer_no, skip, take, now, user_id, i)
      left join app_user o on o.customer_no = b.customer_no and o.id = b.user_id
      left join lateral (select * from charger d where d.user_no = o.no
        and d.user_position >= b.skip and d.user_position < b.skip + b.take order by d.user_position) d on true`,
    );
  }

  /** @param from `b` with the instant as `now` and its place as `i`, `o` with the total, `d` the chargers */
  async #pages(asked: readonly unknown[], from: RawBuilder<unknown>): Promise<Page<ChargerRow>[]> {
    const { rows } = await sql<ChargerRow & { i: number; total: number | null }>`
      select b.i, o.charger_count as total, ${chargerColumns} from ${from} ${chargerLaterals}`.execute(
      this.database.db,
    );
    const pages = asked.map(() => ({ total: 0, rows: [] as ChargerRow[] }));
    for (const row of rows) {
      const page = pages[row.i - 1];
      if (page === undefined) continue;
      page.total = row.total ?? 0;
      // The join leaves a row without a charger where a page is empty.
      if (isThere(row)) page.rows.push(row);
    }
    return pages;
  }

  async #chargers(asked: readonly OneOf[]): Promise<readonly (ChargerRow | null)[]> {
    const { rows } = await sql<ChargerRow & { i: number }>`
      select b.i, ${chargerColumns} from ${oneOf(asked)}
      join charger d on d.customer_no = b.customer_no and d.id = b.id ${chargerLaterals}`.execute(
      this.database.db,
    );
    return inOrder(asked, rows);
  }

  async #pushTargets(
    asked: readonly (OneOf & { until: number })[],
  ): Promise<readonly (PushTarget | null)[]> {
    const { rows } = await sql<PushTarget & { i: number }>`
      select b.i, d.no, d.id, d.profile, coalesce(c.conflicts, '[]') as conflicts
      from ${oneOf(asked)}
      join unnest(${asked.map(({ until }) => until)}::bigint[]) with ordinality as u (until, i) on u.i = b.i
      join charger d on d.customer_no = b.customer_no and d.id = b.id
      left join lateral (select json_agg(c) as conflicts
        from (${conflictsOf(sql`d.no`, sql`b.now`, sql`u.until`)}) c) c on true`.execute(
      this.database.db,
    );
    return inOrder(asked, rows);
  }

  async #actions(asked: readonly OneOf[]): Promise<readonly (ActionRow | null)[]> {
    const { rows } = await sql<ActionRow & { i: number }>`
      select b.i, ${actionColumns(sql`b.now`)} from ${oneOf(asked)}
      join action a on ${isAction(sql`b.id`, sql`b.customer_no`)} and a.created_at <= b.now
      join charger d on d.no = a.charger_no`.execute(this.database.db);
    return inOrder(asked, rows);
  }

  /** In one order for all, so that two instances never wait for each other. */
  async #add(
    actions: readonly NewAction[],
    db: Transaction<Tables> | Database["db"] = this.database.db,
  ): Promise<readonly (ActionRow | null)[]> {
    const written = actions.map((action) => {
      const { charger_id: _, ...columns } = action;
      return columns;
    });
    const { rows } = await sql<Omit<ActionRow, "charger_id">>`
      insert into action as a (customer_no, charger_no, id, command, created_at, acknowledged_at, done_at,
        outcome, error_code, error_message, start_at, end_at, queued_after, busy_from)
      select customer_no, charger_no, id, command, created_at, acknowledged_at, done_at,
        outcome, error_code, error_message, start_at, end_at, queued_after, busy_from
      from json_populate_recordset(null::action, ${JSON.stringify(written)}::json) order by charger_no
      on conflict do nothing
      returning ${ownActionColumns(sql`a.created_at`)}`.execute(db);
    const added = new Map(rows.map((row) => [row.id, row]));
    return actions.map(({ id, charger_id }) => {
      const row = added.get(id);
      return row === undefined ? null : { ...row, charger_id };
    });
  }
}

/** So many readings of a charger, and values of a setting, are kept. */
const KEPT = sql.lit(50);

/** A JSON array without its first item where another one would be too much. */
const lastOnes = (list: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(case when jsonb_array_length(${list}) < ${KEPT} then ${list} else ${list} - 0 end)`;

const isThere = (row: { readonly no: number | null }): boolean => row.no !== null;

const oneOf = (asked: readonly OneOf[]): RawBuilder<unknown> => sql`
  unnest(${asked.map(({ customerNo }) => customerNo)}::bigint[], ${asked.map(({ id }) => id)}::text[],
    ${asked.map(({ now }) => now)}::bigint[]) with ordinality as b (customer_no, id, now, i)`;

function inOrder<Row extends { readonly i: number }>(
  asked: readonly unknown[],
  rows: readonly Row[],
): (Row | null)[] {
  const found = new Map(rows.map((row) => [row.i, row]));
  return asked.map((_, index) => found.get(index + 1) ?? null);
}

/** One caller at a time; those who only refer to the charger, as a new action does, need not wait. */
const lockCharger = (no: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select no from charger where no = ${no} for no key update`;

/** Cancels those of the actions that are scheduled at `now`. */
const cancelling = (found: RawBuilder<unknown>, now: number): RawBuilder<unknown> => sql`
  update action set cancelled_at = ${now}::bigint
  where ${found} and (cancelled_at is null or cancelled_at > ${now})
    and created_at <= ${now} and acknowledged_at > ${now}
  returning no, charger_no, busy_from, queued_after`;

/** Cancels an action; what was queued after it takes over its place in the queue. */
const withdraw = (found: RawBuilder<unknown>, now: number): RawBuilder<{ no: number }> => sql`
  with cancelled as (${cancelling(found, now)}),
    next as (select q.no, c.queued_after, greatest(c.busy_from, q.created_at, ${now}::bigint) as busy_from
      from action q join cancelled c on q.charger_no = c.charger_no and q.queued_after = c.no
      where q.cancelled_at is null or q.cancelled_at > ${now}),
    moved as (update action q set queued_after = next.queued_after, busy_from = next.busy_from,
        acknowledged_at = greatest(q.start_at, next.busy_from),
        done_at = greatest(q.start_at, next.busy_from) + q.done_at - q.acknowledged_at
      from next where q.no = next.no)
  select no from cancelled`;
