import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import { inject, expect, onTestFinished, test } from "vitest";
import { defaultFleet, defaultKeys, type Fleet, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call } from "./call.ts";
import { sandboxOn } from "./databases.ts";
import { createDatabase } from "./postgres.ts";

const path = "/ev-charger/device_ev_002";

/** Sends the head of a push, and its body only when it is told to. */
async function beginPush(url: string, body: unknown) {
  const text = JSON.stringify(body);
  const sent = request(url + path, {
    method: "POST",
    headers: {
      "x-api-key": defaultKeys.sandbox,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve).once("error", reject);
  });
  sent.flushHeaders();
  await once(sent, "socket");
  return async (): Promise<unknown> => {
    sent.end(text);
    return json(await answered);
  };
}

test("a push whose body comes late is decided when it has come", async () => {
  const { url } = await sandboxOn("PGlite", { now: 0 });
  const replacing = { action: { command: "idle" }, onConflict: "cancel_and_replace" };
  const finish = await beginPush(url, replacing);
  const other = await call(url, path, {
    body: JSON.stringify({ action: { command: "charge", start: "1h" } }),
  });
  expect(other.status).toBe(202);
  expect(await finish()).toMatchObject({ success: true });
});

test("an answer is dated when it is built, also when it was kept back", async () => {
  const { url } = await sandboxOn("PGlite", { now: 0 });
  const headers = { "x-sandbox-fault": "latency=80" };
  const before = Date.now();
  const { json: answer } = await call(url, "/ev-charger", { headers });
  expect(Date.parse(String(at(answer, "meta", "timestamp")))).toBeGreaterThanOrEqual(before + 79);
});

test("a key is as old as the request says that it is late", async () => {
  const fleet: Fleet = {
    now: "2026-06-01T12:00:00.000Z",
    customers: [
      {
        name: "one",
        keys: [{ key: "amps_sk_test_ends", expiresAt: "2026-06-02T00:00:00.000Z" }],
        chargers: [],
      },
    ],
  };
  const { url } = await sandboxOn("PGlite", { fleet, now: "2026-07-01T00:00:00.000Z" });
  const key = "amps_sk_test_ends";
  const headers = { "x-sandbox-now": "2026-06-01T13:00:00.000Z" };
  expect((await call(url, "/ev-charger", { key })).status).toBe(401);
  expect((await call(url, "/ev-charger", { key, headers })).status).toBe(200);
});

test("after a reset by another instance, no key leads to another customer's chargers", async () => {
  const { url: databaseUrl, drop } = await createDatabase(inject("postgresUrl"));
  onTestFinished(drop);
  const [first, other] = defaultFleet().customers;
  if (first === undefined || other === undefined) throw new Error("The fleet has two customers.");
  const customers = [
    { ...first, chargers: [...first.chargers] },
    { ...other, chargers: [...other.chargers] },
  ];
  const now = "2026-06-01T12:00:00.000Z";
  const one = await startSandbox({ databaseUrl, fleet: { now, customers } });
  onTestFinished(one.stop);
  const asked = { key: defaultKeys.other };
  expect((await call(one.url, "/ev-charger", asked)).status).toBe(200);

  const turned = { now, customers: customers.toReversed() };
  const two = await startSandbox({ databaseUrl, fleet: turned, reset: true });
  onTestFinished(two.stop);
  const { json: answer } = await call(one.url, "/ev-charger", asked);
  const items = at(answer, "data", "items");
  const ids = Array.isArray(items) ? items.map((item: unknown) => at(item, "id")) : [];
  expect(ids.filter((id) => id !== "device_ev_other_001")).toEqual([]);
});
