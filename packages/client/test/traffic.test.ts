import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@ev-charger/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecord } from "../../../scripts/isRecord.ts";
import { createClient, isApiError } from "../src/index.ts";
import { callsFrom, type ExampleCall } from "./callsFrom.ts";
import { apiKey } from "./clientOf.ts";
import { driftOf } from "./traffic/driftOf.ts";
import type { Exchange } from "./traffic/Exchange.ts";
import { harOf, SCRUBBED } from "./traffic/harOf.ts";
import { recordingFetch } from "./traffic/recordingFetch.ts";

const contract: unknown = JSON.parse(
  await readFile(fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json")), "utf8"),
);
const answers = callsFrom(contract).flatMap((call) =>
  statusesOf(call).map((status) => ({ call, status })),
);

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock?.stop());

function statusesOf({ path, method }: ExampleCall): number[] {
  let node: unknown = contract;
  for (const name of ["paths", path, method.toLowerCase(), "responses"])
    node = isRecord(node) ? node[name] : undefined;
  return Object.keys(isRecord(node) ? node : {}).map(Number);
}

/** Has the client call an operation, and the mock answer with a status. */
async function exchangeOf({ id, request }: ExampleCall, status: number): Promise<Exchange> {
  const { fetch, exchanges } = recordingFetch();
  const client = createClient({ apiKey, baseUrl: mock.url, fetch, retries: 0 });
  const method: unknown = Reflect.get(client, id);
  if (typeof method !== "function") throw new Error(`The client has no method ${id}.`);
  try {
    await Reflect.apply(method, client, [request, { headers: { prefer: `code=${status}` } }]);
  } catch (error) {
    if (!isApiError(error)) throw error;
  }
  const [exchange] = exchanges;
  if (exchange === undefined) throw new Error(`${id} sent nothing.`);
  return exchange;
}

/** An exchange of the operation with its success. */
async function successOf(id: string): Promise<Exchange> {
  const answer = answers.find(({ call, status }) => call.id === id && status < 300);
  if (answer === undefined) throw new Error(`The contract has no success of ${id}.`);
  return exchangeOf(answer.call, answer.status);
}

const drift = async (...exchanges: Exchange[]): Promise<readonly string[]> =>
  driftOf({ exchanges, server: mock.url, ownHeaders: ["prefer"] });

describe("what the client sends to the mock, and gets from it,", () => {
  it("is as documented, for each answer of each operation", async () => {
    const exchanges: Exchange[] = [];
    for (const { call, status } of answers) exchanges.push(await exchangeOf(call, status));
    expect(exchanges.map(({ answer }) => answer.status)).toEqual(
      answers.map(({ status }) => status),
    );
    expect(await drift(...exchanges)).toEqual([]);
  });

  it("is recorded without the API key", async () => {
    const { request, answer } = await successOf("pushEvChargerAction");
    const har = harOf([{ request, answer }]);
    expect(request.headers["x-api-key"]).toBe(apiKey);
    expect(har).not.toContain(apiKey);
    expect(har).toContain(JSON.stringify({ name: "x-api-key", value: SCRUBBED }));
    expect(har).toContain(JSON.stringify(request.body));
    expect(har).toContain(JSON.stringify(answer.body));
  });

  it.each<[where: string, change: (exchange: Exchange, key: string) => Exchange]>([
    ["the address", (one, key) => asked(one, { url: `${one.request.url}?key=${key}` })],
    ["another header", (one, key) => withHeader(one, "authorization", `Bearer ${key}`)],
    ["the body", (one, key) => asked(one, { body: JSON.stringify({ key }) })],
    ["a header of the answer", (one, key) => answered(one, { headers: { echo: key } })],
    ["the answer", (one, key) => answered(one, { body: JSON.stringify({ key }) })],
  ])("is not recorded when the API key is in %s, too", async (_, change) => {
    const key = 'amps_sk_test_"odd key"';
    const honest = withHeader(await successOf("listEvChargers"), "x-api-key", key);
    expect(harOf([honest])).not.toContain("odd");
    const record = () => harOf([honest, change(honest, key)]);
    expect(record).toThrow("Exchange 1 has an API key elsewhere than in x-api-key.");
  });
});

describe("drift", () => {
  it("finds what departs from the contract in requests, and in bodies of answers", async () => {
    const list = await successOf("listEvChargers");
    const push = await successOf("pushEvChargerAction");
    const body = (action: object): Exchange => asked(push, { body: JSON.stringify({ action }) });
    const planted: [what: string, exchange: Exchange][] = [
      ["Undocumented endpoint: GET /chargers", asked(list, { url: `${mock.url}/chargers` })],
      ['"page"', asked(list, { url: `${mock.url}/ev-charger?page=2` })],
      ['"limit"', asked(list, { url: `${mock.url}/ev-charger?limit=51` })],
      ['"x-page"', withHeader(list, "x-page", "2")],
      ["security", withHeader(list, "x-api-key", "")],
      ['"action.command"', body({ command: "fly" })],
      ['"action.colour"', body({ command: "idle", colour: "red" })],
      ["request body", asked(push, { body: "" })],
      ['"meta"', answered(list, { body: list.answer.body.replace('"meta"', '"about"') })],
    ];
    const found = await drift(...planted.map(([, exchange]) => exchange));
    expect(found).toEqual(planted.map(([what]): unknown => expect.stringContaining(what)));
  });

  it("is not content with traffic that it has not judged", async () => {
    const exchanges = [await successOf("listEvChargers")];
    const judged = driftOf({ exchanges, server: "https://elsewhere.example" });
    await expect(judged).rejects.toThrow("redocly drift has judged 0 of 1 exchanges.");
  });
});

const asked = (one: Exchange, change: Partial<Exchange["request"]>): Exchange => ({
  ...one,
  request: { ...one.request, ...change },
});

const withHeader = (one: Exchange, name: string, value: string): Exchange =>
  asked(one, { headers: { ...one.request.headers, [name]: value } });

const answered = (one: Exchange, change: Partial<Exchange["answer"]>): Exchange => ({
  ...one,
  answer: { ...one.answer, ...change },
});
