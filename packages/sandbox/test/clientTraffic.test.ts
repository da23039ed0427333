import { type Client, createClient, isApiError } from "@ev-charger/client";
import { expect, it } from "vitest";
import type { Traffic } from "../../client/test/traffic/driftOf.ts";
import type { Exchange } from "../../client/test/traffic/Exchange.ts";
import { harOf } from "../../client/test/traffic/harOf.ts";
import { recordingFetch } from "../../client/test/traffic/recordingFetch.ts";
import { Contract } from "../src/contract/Contract.ts";
import { defaultKeys } from "../src/index.ts";
import { Departures } from "./client/Departures.ts";
import { trafficProblems } from "./client/trafficProblems.ts";
import { type DatabaseName, databases, sandboxOn } from "./databases.ts";

const path = { deviceId: "device_ev_002" };
const unknown = { deviceId: "nobodys", actionId: "nobodys" };
const now = { action: { command: "charge" } } as const;
const tonight = {
  action: { command: "charge", start: "2h", end: "4h" },
  sandbox: { outcome: "failed", errorCode: "CHARGER_OFFLINE", delaySeconds: 5 },
} as const;
const rate = (value: number) => ({ max_charge_rate: { value, unit: "kw" } }) as const;

/** Each operation, with every parameter and property that can be sent, so that it succeeds and so that it fails. */
async function useEverything(client: Client, refused: Client): Promise<void> {
  await client.listEvChargers();
  await client.listEvChargers({ query: { userId: "user_abc123", offset: 0, limit: 1 } });
  await client.getEvCharger({ path, query: { expedite: true } });
  await client.updateEvChargerSettings({ path, body: rate(7) });
  const { id: first } = await client.pushEvChargerAction({ path, body: tonight });
  const onConflict = "cancel_and_replace";
  const { id } = await client.pushEvChargerAction({ path, body: { ...tonight, onConflict } });
  await client.getAction({ path: { actionId: first } });
  await client.cancelAction({ path: { actionId: id } });
  await client.listActions();
  const query = { userId: "user_abc123", state: "cancelled", offset: 0, limit: 50 } as const;
  await client.listActions({ query: { ...query, ...path, deviceType: "ev_charger" } });

  await failing(client.cancelAction({ path: { actionId: id } }));
  await failing(client.updateEvChargerSettings({ path, body: rate(700) }));
  await failing(client.pushEvChargerAction({ path: { deviceId: "device_ev_001" }, body: now }));
  await failing(client.getEvCharger({ path: unknown }));
  await failing(client.getAction({ path: unknown }));
  await failing(client.listEvChargers({ query: { limit: 51 } }));
  await failing(client.listActions({ query: { limit: 0 } }));
  await failing(refused.listEvChargers());
}

async function failing(call: PromiseLike<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (isApiError(error)) return;
    throw error;
  }
  throw new Error("It was to fail.");
}

/** What went between the client and a sandbox. */
async function record(database: DatabaseName): Promise<Traffic> {
  const { url } = await sandboxOn(database);
  const { fetch, exchanges } = recordingFetch();
  const options = { baseUrl: url, fetch, retries: 0 };
  const client = createClient({ ...options, apiKey: defaultKeys.sandbox });
  await useEverything(client, createClient({ ...options, apiKey: "nobodys_key" }));
  return { exchanges, server: url };
}

it.each(databases)(
  "client and sandbox, on %s, say only what the contract does",
  async (database) => {
    const traffic = await record(database);
    const departures = new Departures();
    const seen = traffic.exchanges.map(({ request: { method, url }, answer }) => {
      const operation = departures.operationOf({ method, url: url.slice(traffic.server.length) });
      return `${operation?.operationId} ${answer.status < 300 ? "succeeds" : "fails"}`;
    });
    const wanted = Contract.bundled().operations.flatMap(({ operationId }) => [
      `${operationId} succeeds`,
      `${operationId} fails`,
    ]);
    expect(new Set(seen)).toEqual(new Set(wanted));
    expect(await trafficProblems(traffic)).toEqual([]);
  },
  60_000,
);

it("what departs from the contract is found, on either side, and no key is recorded", async () => {
  const { exchanges, server } = await record("PGlite");
  expect(harOf(exchanges)).not.toContain(defaultKeys.sandbox);
  const [list] = exchanges;
  if (list === undefined) throw new Error("Nothing was recorded.");
  const { request, answer } = list;
  const planted: [what: string, exchange: Exchange][] = [
    [
      'Undocumented query parameter in traffic: "page"',
      { request: { ...request, url: `${request.url}?page=2` }, answer },
    ],
    [
      'Undocumented header in traffic: "x-page"',
      { request: { ...request, headers: { ...request.headers, "x-page": "2" } }, answer },
    ],
    ["the status 418 is not documented", { request, answer: { ...answer, status: 418 } }],
    [
      "the header x-ratelimit-limit: the whole must be integer",
      {
        request,
        answer: { ...answer, headers: { ...answer.headers, "x-ratelimit-limit": "many" } },
      },
    ],
    [
      "the content type text/html is not documented",
      { request, answer: { ...answer, headers: { "content-type": "text/html" } } },
    ],
  ];
  const found = await trafficProblems({
    exchanges: planted.map(([, exchange]) => exchange),
    server,
  });
  expect(found).toEqual(planted.map(([what]): unknown => expect.stringContaining(what)));
}, 60_000);
