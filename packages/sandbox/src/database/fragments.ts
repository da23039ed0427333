import { type RawBuilder, sql } from "kysely";

/** The columns of a `ChargerRow`, of a charger `d` with its laterals. */
export const chargerColumns = sql`d.no, d.id, d.profile, d.settings, d.pulled_at, d.source, nullif(d.pulls, '[]') as pulls,
  l.id as last_id, l.command as last_command, l.state as last_state, l.created_at as last_created_at,
  l.changed_at as last_changed_at, l.error_code as last_error_code, l.error_message as last_error_message,
  case when l.effective_at <= b.now then l.command else f.command end as effect_command,
  case when l.effective_at <= b.now then l.effective_at else f.effective_at end as effect_at,
  case when l.effective_at <= b.now then l.end_at else f.end_at end as effect_end_at`;

/**
 * For a charger `d` at the instant `b.now`: `l` is its newest action, `f` the one that it obeys; the
 * latter is looked for only where it is not the newest.
 */
export const chargerLaterals = sql`
  left join lateral (select a.no, a.id, a.command, a.created_at, a.effective_at, a.end_at, a.error_code,
      a.error_message, state_at(a, b.now) as state, changed_at(a, b.now) as changed_at
    from action a where a.charger_no = d.no and a.created_at <= b.now
    order by a.created_at desc, a.no desc limit 1) l on true
  left join lateral (select a.command, a.effective_at, a.end_at
    from action a where a.charger_no = d.no and a.effective_at <= b.now
      and l.no is not null and (l.effective_at is null or l.effective_at > b.now)
    order by a.effective_at desc, a.no desc limit 1) f on true`;

/** The columns of an `ActionRow` that stand in an action `a` itself. */
export const ownActionColumns = (now: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  a.no, a.id, a.command, state_at(a, ${now}) as state, a.outcome, a.error_code, a.error_message,
  a.created_at, changed_at(a, ${now}) as changed_at, a.acknowledged_at, a.ended_at, a.start_at, a.end_at`;

/** The columns of an `ActionRow`, of an action `a` of a charger `d`. */
export const actionColumns = (now: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${ownActionColumns(now)}, d.id as charger_id`;

/**
 * What is in the way of an action of a charger that begins at `now` and ends at `until`: what has not
 * ended, and what begins in between.
 */
export const conflictsOf = (
  chargerNo: RawBuilder<unknown>,
  now: RawBuilder<unknown>,
  until: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  select a.no, a.id, a.created_at, a.acknowledged_at, a.done_at, a.end_at,
    greatest(a.busy_from, a.ended_at) as busy_until
  from action a
  where a.charger_no = ${chargerNo}
    and int8range(a.busy_from, greatest(a.busy_from, coalesce(a.cancelled_at, a.done_at)))
      && int8range(${now}, null)
    and (a.created_at <= ${now} or a.busy_from < ${until})
  order by a.busy_from, a.no`;

/**
 * Whether an action `a` is the one of a customer with an id. The sum leaves one index to choose from: a
 * plan that was made while there were few actions would as well go through all of the customer's.
 */
export const isAction = (
  id: RawBuilder<unknown>,
  customerNo: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`a.id = ${id} and a.customer_no + 0 = ${customerNo}`;

/** Which actions a list shows; those that are undefined do not restrict it. */
export interface ActionFilter {
  readonly customerNo: number;
  readonly userId: string | undefined;
  readonly chargerId: string | undefined;
  readonly state: string | undefined;
  readonly now: number;
  readonly offset: number;
  readonly limit: number;
}

/** The actions `a` that a list shows, on all its pages. */
export function actionsThat(filter: ActionFilter): RawBuilder<unknown> {
  const { customerNo, userId, chargerId, state, now } = filter;
  const conditions = [sql`a.created_at <= ${now}`];
  // The charger or the user, which are the customer's, leave one index to choose from.
  if (chargerId === undefined && userId === undefined) {
    conditions.push(sql`a.customer_no = ${customerNo}`);
  }
  if (chargerId !== undefined) {
    conditions.push(sql`a.charger_no =
      (select no from charger where customer_no = ${customerNo} and id = ${chargerId})`);
  }
  if (userId !== undefined) {
    conditions.push(sql`a.charger_no in (select d.no from charger d join app_user u on u.no = d.user_no
      where u.customer_no = ${customerNo} and u.id = ${userId})`);
  }
  if (state !== undefined) conditions.push(sql`state_at(a, ${now}::bigint) = ${state}`);
  return sql`from action a where ${sql.join(conditions, sql` and `)}`;
}
