import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Every migration by name, in the order in which they run. PostgreSQL 15 has all that they use. */
export const migrations: Readonly<Record<string, Migration>> = {
  "2026-11-25-fleet-and-actions": { up: createFleetAndActions },
};

async function createFleetAndActions(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gist`.execute(db);
  await db.schema
    .createTable("customer")
    .addColumn("no", "bigint", (column) => column.generatedAlwaysAsIdentity().primaryKey())
    .addColumn("name", "text", (column) => column.notNull().unique())
    .addColumn("live_access", "boolean", (column) => column.notNull())
    .addColumn("charger_count", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("api_key")
    .addColumn("lookup", "text", (column) => column.primaryKey())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("customer_no", "bigint", (column) => column.notNull().references("customer.no"))
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("permission", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .execute();
  await db.schema
    .createTable("app_user")
    .addColumn("no", "bigint", (column) => column.generatedAlwaysAsIdentity().primaryKey())
    .addColumn("customer_no", "bigint", (column) => column.notNull().references("customer.no"))
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("charger_count", "bigint", (column) => column.notNull())
    .addUniqueConstraint("app_user_id", ["customer_no", "id"])
    .execute();
  await db.schema
    .createTable("charger")
    .addColumn("no", "bigint", (column) => column.generatedAlwaysAsIdentity().primaryKey())
    .addColumn("customer_no", "bigint", (column) => column.notNull().references("customer.no"))
    .addColumn("user_no", "bigint", (column) => column.notNull().references("app_user.no"))
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("position", "bigint", (column) => column.notNull())
    .addColumn("user_position", "bigint", (column) => column.notNull())
    .addColumn("profile", "json", (column) => column.notNull())
    .addColumn("settings", "jsonb", (column) => column.notNull())
    .addColumn("pulled_at", "bigint", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("pulls", "jsonb", (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addUniqueConstraint("charger_id", ["customer_no", "id"])
    .addUniqueConstraint("charger_position", ["customer_no", "position"])
    .addUniqueConstraint("charger_user_position", ["user_no", "user_position"])
    .execute();
  await db.schema
    .createTable("action")
    .addColumn("no", "bigint", (column) => column.generatedAlwaysAsIdentity().primaryKey())
    .addColumn("customer_no", "bigint", (column) => column.notNull().references("customer.no"))
    .addColumn("charger_no", "bigint", (column) => column.notNull().references("charger.no"))
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("command", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("acknowledged_at", "bigint", (column) => column.notNull())
    .addColumn("done_at", "bigint", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("error_code", "text")
    .addColumn("error_message", "text")
    .addColumn("start_at", "bigint")
    .addColumn("end_at", "bigint")
    .addColumn("cancelled_at", "bigint")
    .addColumn("queued_after", "bigint", (column) => column.references("action.no"))
    .addColumn("busy_from", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint", (column) =>
      column
        .generatedAlwaysAs(sql`coalesce(cancelled_at, done_at)`)
        .stored()
        .notNull(),
    )
    .addColumn("effective_at", "bigint", (column) =>
      column
        .generatedAlwaysAs(
          sql`case when cancelled_at is null and outcome = 'completed' then done_at end`,
        )
        .stored(),
    )
    .addUniqueConstraint("action_id", ["id", "customer_no"])
    .execute();
  // At no instant has a charger two actions that have not ended, whoever writes and however many at once.
  await sql`alter table action add constraint action_one_at_a_time exclude using gist
    (charger_no with =, int8range(busy_from, greatest(busy_from, coalesce(cancelled_at, done_at))) with &&)`.execute(
    db,
  );
  await sql`create index action_newest on action (charger_no, created_at desc, no desc)`.execute(
    db,
  );
  await sql`create index action_effective on action (charger_no, effective_at desc, no desc)
    where effective_at is not null`.execute(db);
  await sql`create index action_list on action (customer_no, created_at desc, no desc)`.execute(db);
  await db.schema
    .createTable("fleet")
    .addColumn("one", "boolean", (column) =>
      column
        .primaryKey()
        .defaultTo(true)
        .check(sql`one`),
    )
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("now", "bigint", (column) => column.notNull())
    .execute();
  // What an action is at an instant: the one place where its lifecycle stands.
  await sql`create function state_at(action, bigint) returns text language sql immutable as $$
    select case when $1.cancelled_at <= $2 then 'cancelled'
                when $2 < $1.acknowledged_at then 'scheduled'
                when $2 < $1.done_at then 'acknowledged'
                else $1.outcome end $$`.execute(db);
  await sql`create function changed_at(action, bigint) returns bigint language sql immutable as $$
    select case when $1.cancelled_at <= $2 then $1.cancelled_at
                when $2 < $1.acknowledged_at then $1.created_at
                when $2 < $1.done_at then $1.acknowledged_at
                else $1.done_at end $$`.execute(db);
}
