import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { Client } from "pg";
import { Contract } from "../src/contract/Contract.ts";
import { compilerFor } from "../src/contract/validators.ts";
import { type Sandbox, startSandbox } from "../src/index.ts";
import { type Answer, ask, at, textAt } from "./ask.ts";
import { Gate } from "./Gate.ts";
import { createDatabase } from "./postgres.ts";

const contract = Contract.bundled();
const compile = compilerFor(contract);

/** So many the sandbox has at most. */
const CONNECTIONS = 8;

/** A good request for each operation. */
const requests: Readonly<Record<string, { path: string; body?: object; method?: string }>> = {
  listEvChargers: { path: "/ev-charger" },
  getEvCharger: { path: "/ev-charger/device_ev_002" },
  pushEvChargerAction: {
    path: "/ev-charger/device_ev_002",
    body: {
      action: { command: "idle" },
      sandbox: { outcome: "completed", delaySeconds: 0 },
    },
  },
  updateEvChargerSettings: {
    path: "/ev-charger/device_ev_002/settings",
    body: { max_charge_rate: { value: 11, unit: "kw" } },
  },
  listActions: { path: "/actions" },
  getAction: { path: "/actions/action_ev_def456" },
  cancelAction: { path: "/actions/action_ev_def456/cancel", method: "POST" },
};

describe("while the database is away", () => {
  let gate: Gate;
  let sandbox: Sandbox;
  /** Goes to the database by another way. */
  let admin: Client;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createDatabase(inject("postgresUrl"));
    ({ drop } = database);
    gate = await Gate.to(database.url);
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    sandbox = await startSandbox({ databaseUrl: `${gate.url}?query_timeout=300`, rateLimit: 0 });
  });
  afterAll(async () => {
    await sandbox.stop();
    gate.close();
    await admin.end();
    await drop();
  });

  /** Ends the connections as a server does that is stopped in order. */
  const terminate = async (): Promise<void> => {
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
  };
  const cut = async (): Promise<void> => gate.cut();
  const everyOperation = (): Promise<(readonly [string, Answer])[]> =>
    Promise.all(
      contract.operations.map(async ({ operationId }) => {
        const { path, ...request } = requests[operationId] ?? { path: "/not-written-yet" };
        return [operationId, await ask(sandbox.url, path, request)] as const;
      }),
    );

  test.each([
    ["its connections are reset", cut],
    ["it ends them in order", terminate],
  ])("every operation answers 503 when %s, and works again when it is back", async (_, leave) => {
    const before = await everyOperation();
    expect(before.filter(([, { status }]) => status >= 500)).toEqual([]);
    gate.refuse();
    onTestFinished(() => gate.open());
    await leave();
    // The first ones meet connections that broke, the others find none.
    for (let round = 0; round < 3; round += 1) {
      for (const [operationId, { status, headers, body }] of await everyOperation()) {
        expect([operationId, status, at(body, "error", "code")]).toEqual([
          operationId,
          503,
          "SERVICE_UNAVAILABLE",
        ]);
        expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
        const operation = contract.operations.find((one) => one.operationId === operationId);
        const isValid = compile(operation?.answers.get(503) ?? { not: {} });
        expect(isValid(body) ? [] : isValid.errors).toEqual([]);
      }
      expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${sandbox.url}/readyz`)).status).toBe(503);
    }
    await gate.open();
    const after = await everyOperation();
    expect(after.map(([id, { status }]) => [id, status])).toEqual(
      before.map(([id, { status }]) => [id, status]),
    );
    expect((await fetch(`${sandbox.url}/readyz`)).status).toBe(200);
  });

  test("what is in the middle of its work when the connections end is answered 503", async () => {
    const path = "/ev-charger/device_ev_001";
    const first = await ask(sandbox.url, path, {
      body: { action: { command: "idle", start: "1h" } },
    });
    const id = textAt(first.body, "data", "id");
    for (const leave of [terminate, cut]) {
      // Its transaction is made to wait for this one.
      await admin.query("begin");
      await admin.query("select from action where id = $1 for update", [id]);
      const replacing = {
        action: { command: "idle", start: "2h" },
        onConflict: "cancel_and_replace",
      };
      const answered = ask(sandbox.url, path, { body: replacing });
      await waiting(1);
      await leave();
      expect((await answered).status).toBe(503);
      await admin.query("rollback");
      await recovered();
      const { body } = await ask(sandbox.url, `/actions/${id}`);
      expect(at(body, "data", "state")).toBe("scheduled");
    }
  });

  /** Until so many statements wait for a lock. */
  async function waiting(count: number): Promise<void> {
    const statement = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await admin.query(statement)).rowCount !== count);
  }

  /** Until every operation works: each connection that is broken may cost a round to find it. */
  async function recovered(): Promise<void> {
    for (let round = 0; round <= CONNECTIONS; round += 1) {
      const answers = await everyOperation();
      if (answers.every(([, { status }]) => status < 500)) return;
    }
    throw new Error("The sandbox did not recover.");
  }

  test("it recovers from connections that say nothing any more", async () => {
    await recovered();
    gate.silence();
    const answers = await everyOperation();
    expect(new Set(answers.map(([, { status }]) => status))).toEqual(new Set([503]));
    await recovered();
  });

  test("it recovers from connections that end as soon as they are made", async () => {
    await recovered();
    gate.endAtLogin = true;
    onTestFinished(() => {
      gate.endAtLogin = false;
    });
    gate.cut();
    for (let round = 0; round <= CONNECTIONS; round += 1) {
      const answers = await everyOperation();
      expect(new Set(answers.map(([, { status }]) => status))).toEqual(new Set([503]));
    }
    gate.endAtLogin = false;
    await recovered();
  });
});
