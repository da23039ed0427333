import { expect, inject, onTestFinished, test } from "vitest";
import { Client } from "pg";
import { startSandbox } from "../src/index.ts";
import { type Answer, ask, textAt } from "./ask.ts";
import { createDatabase } from "./postgres.ts";

const ACTIONS = 1_500;
const TIMES = 20;

test("what was first asked of a database without actions reads few of them when there are many", async () => {
  const { url, drop } = await createDatabase(inject("postgresUrl"));
  onTestFinished(drop);
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const options = { databaseUrl: url, fleet: { chargers: 50 }, rateLimit: 0 };
  const asking = await startSandbox(options);
  onTestFinished(asking.stop);
  const others = async (): Promise<readonly number[]> => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    return rows.map(({ pid }) => pid);
  };
  /** Until no connections are left but these: one tells what it read when it ends, and then goes. */
  const settle = async (left: readonly number[]): Promise<void> => {
    while ((await others()).some((pid) => !left.includes(pid)));
  };
  /** What was read of the table by those whose connections have ended. */
  const read = async (): Promise<number> => {
    const { rows } = await client.query<{ read: string }>(
      `select sum(idx_tup_read) + sum(idx_tup_fetch) as read
        from pg_stat_user_indexes where relname = 'action'`,
    );
    return Number(rows[0]?.read);
  };
  const push = (sandbox: string, index: number, action: object): Promise<Answer> =>
    ask(sandbox, `/ev-charger/device_ev_${String(1 + (index % 50)).padStart(3, "0")}`, {
      body: { action: { command: "charge", ...action }, onConflict: "cancel_and_replace" },
    });
  const everything = async (): Promise<void> => {
    const { body } = await push(asking.url, 1, { start: "1h" });
    const self = textAt(body, "data", "links", "self");
    await ask(asking.url, self);
    await ask(asking.url, "/actions?deviceId=device_ev_002");
    await ask(asking.url, `${self}/cancel`, { method: "POST" });
    await ask(asking.url, "/ev-charger/device_ev_002");
    await ask(asking.url, "/ev-charger");
  };
  await everything();
  const askers = await others();
  const pushing = await startSandbox(options);
  onTestFinished(pushing.stop);
  for (let index = 0; index < ACTIONS; index += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, more) => push(pushing.url, index + more, { start: "1h" })),
    );
  }
  await pushing.stop();
  await settle(askers);
  const before = await read();
  for (let times = 0; times < TIMES; times += 1) await everything();
  await asking.stop();
  await settle([]);
  const rows = (await read()) - before;
  // The 30 actions of a charger a few times, and the last ones of ten chargers.
  expect(rows / TIMES).toBeLessThan(ACTIONS / 3);
});
