import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asks, asksFrom, type Kind, kinds } from "../sandbox/asks.ts";
import { type Contestant, startBare } from "../sandbox/contestants.ts";
import { cpuOf } from "../sandbox/cpuOf.ts";
import { type Answers, recordAnswers } from "../sandbox/recordAnswers.ts";
import { startProcess } from "../sandbox/startProcess.ts";
import { assertServed, type Load, startLoader } from "../sandbox/startLoader.ts";
import { defaultKeys } from "../../sandbox/src/fleet/defaultFleet.ts";

const { signal } = new AbortController();

const document = {
  paths: {
    "/things": { parameters: [], get: { operationId: "listEvChargers" } },
    "/things/{thingId}": {
      get: { operationId: "getEvCharger" },
      post: { operationId: "pushEvChargerAction" },
    },
  },
};

const load = (statuses: Record<string, number>, errors = 0): Load => ({
  answers: Object.values(statuses).reduce((sum, count) => sum + count, 0),
  milliseconds: 1000,
  errors,
  statuses,
  p50: 1,
  p99: 2,
  cpu: 500,
});

describe("what is asked for", () => {
  const asks = asksFrom(document, 1000);
  const paths = (kind: Kind, count: number): string[] =>
    Array.from({ length: count }, (_, number) => asks(kind, number).path);

  test("a list comes by every full page of the fleet, and only then by the first again", () => {
    const offsets = paths("list", 101).map((path) => {
      const [, offset] = /^\/things\?offset=(\d+)&limit=10$/.exec(path) ?? [];
      return Number(offset);
    });
    expect(offsets[100]).toBe(offsets[0]);
    expect(offsets.slice(0, 100).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, page) => page * 10),
    );
  });

  test.each<Kind>(["get", "push"])("a %s comes by every charger once before any again", (kind) => {
    const asked = paths(kind, 1001);
    expect(new Set(asked).size).toBe(1000);
    expect(asked[1000]).toBe(asked[0]);
    expect(asked).toContain("/things/device_ev_001");
    expect(asked).toContain("/things/device_ev_1000");
  });

  test("a push wants to charge at once, and carries the key like all", () => {
    const { method, headers, body = "" } = asks("push", 7);
    expect({ method, headers, body: JSON.parse(body) as unknown }).toEqual({
      method: "POST",
      headers: { "x-api-key": defaultKeys.sandbox, "content-type": "application/json" },
      body: { action: { command: "charge" } },
    });
    expect(asks("list", 7).headers).toEqual({ "x-api-key": defaultKeys.sandbox });
  });

  test("a contract without one of the operations is an error that names it", () => {
    const { "/things": list } = document.paths;
    expect(() => asksFrom({ paths: { "/things": list } }, 10)).toThrow("getEvCharger");
  });
});

test("a server that fails one request in a hundred counts, and one that fails more does not", () => {
  expect(() => assertServed("it", "push", load({ 202: 99, 409: 1 }))).not.toThrow();
  expect(() => assertServed("it", "push", load({ 202: 98, 409: 2 }))).toThrow(
    "it did not serve push: of 100 requests, 98 were answered 202. Answers: 98 × 202, 2 × 409; errors: 0.",
  );
  expect(() => assertServed("it", "list", load({ 200: 98 }, 2))).toThrow("errors: 2");
  expect(() => assertServed("it", "list", load({ 202: 100 }))).toThrow("0 were answered 200");
  expect(() => assertServed("it", "list", load({}))).toThrow("Answers: none");
});

test("what a server printed is told when it ends before it is ready", async () => {
  const program = startProcess(
    ["-e", "console.error(['no', 'folder'].join(' at all: ')); process.exit(3)"],
    {},
    signal,
  );
  await expect(program.printed(/^ready on (\S+)/m)).rejects.toThrow("no at all: folder");
  await program.stop();
});

test("a server is ready when it says so, and ends when it is told to", async () => {
  const says = `console.log("ready on " + process.env.PLACE); setInterval(() => {}, 1000)`;
  const program = startProcess(["-e", says], { PLACE: "port-7" }, signal);
  expect(await program.printed(/^ready on (\S+)/m)).toBe("port-7");
  expect(program.ended.aborted).toBe(false);
  await program.stop();
  expect(program.ended.aborted).toBe(true);
});

test.runIf(process.platform === "linux")(
  "the time of a processor is that of the process",
  async () => {
    // Enough to tell it from what the system took for the process.
    while (process.cpuUsage().user < 500_000) asksFrom(document, 1000);
    const { user, system } = process.cpuUsage();
    const found = (await cpuOf(process.pid)) ?? 0;
    // It is counted in hundredths of a second, twice.
    expect(Math.abs(found - (user + system) / 1000)).toBeLessThan(200);
  },
);

describe("a bare server under load", () => {
  const page = { data: { items: Array.from({ length: 10 }, (_, at) => ({ id: `device_${at}` })) } };
  const answers: Answers = {
    list: { status: 200, headers: { "x-kind": "list" }, body: JSON.stringify(page) },
    get: { status: 200, headers: { "x-kind": "get" }, body: "übrigens" },
    push: { status: 503, headers: { "x-kind": "push" }, body: "{}" },
  };
  let asks: Asks;
  let bare: Contestant;
  let loader: ReturnType<typeof startLoader>;

  beforeAll(async () => {
    asks = asksFrom(document, 1000);
    bare = await startBare(answers, signal);
    loader = startLoader(signal);
  });
  afterAll(async () => {
    await loader.stop();
    await bare.stop();
  });

  const press = (kind: Kind) =>
    loader.ask({ url: bare.url, kind, from: 0, milliseconds: 100, connections: 4, chargers: 1000 });

  test("it answers each kind with the very bytes and headers that were recorded", async () => {
    for (const kind of kinds) {
      const { path, ...request } = asks(kind, 0);
      const response = await fetch(`${bare.url}${path}`, request);
      const { status, headers } = response;
      const given = { status, kind: headers.get("x-kind"), body: await response.text() };
      expect(given).toEqual({ status: answers[kind].status, kind, body: answers[kind].body });
    }
  });

  test("every answer is counted with its status, and timed", async () => {
    const { answers: count, statuses, errors, milliseconds, p50, p99, cpu } = await press("list");
    expect(count).toBeGreaterThan(0);
    expect({ statuses, errors }).toEqual({ statuses: { 200: count }, errors: 0 });
    expect(p50).toBeGreaterThan(0);
    expect(p99).toBeGreaterThanOrEqual(p50);
    expect(milliseconds).toBeGreaterThan(0);
    expect(cpu).toBeGreaterThan(0);
  });

  test("what it refuses is seen", async () => {
    const refused = await press("push");
    expect(refused.statuses).toEqual({ 503: refused.answers });
    expect(() => assertServed("it", "push", refused)).toThrow("× 503");
  });

  test("nothing is recorded of a server that does not serve, and a page has to be full", async () => {
    await expect(recordAnswers(bare.url, asks, 0, signal)).rejects.toThrow(/push with 503/);
    const items = page.data.items.slice(1);
    const short = { ...answers.list, body: JSON.stringify({ data: { items } }) };
    const other = await startBare({ ...answers, list: short }, signal);
    try {
      await expect(recordAnswers(other.url, asks, 0, signal)).rejects.toThrow(/list with 200/);
    } finally {
      await other.stop();
    }
  });
});
