import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lacks } from "../../mock/src/lacks.ts";
import type { Done } from "../contract/Order.ts";
import { assertKept, startVerifier } from "../contract/startVerifier.ts";
import { aloneTable, medianOf, verifiedTable } from "../contract/tables.ts";
import { tableOf } from "../figures.ts";
import { type Contestant, startMock } from "../sandbox/contestants.ts";

const { signal } = new AbortController();

const done = (count: number, milliseconds: number, failures: string[] = []): Done => ({
  count,
  milliseconds,
  failures,
});

test("verifying is compared with sending the same requests", () => {
  const table = verifiedTable(
    {
      label: "a server",
      verify: [done(3000, 6000), done(3100, 9000), done(3200, 8000)],
      send: [done(3000, 4000), done(3100, 2000), done(3200, 6000)],
    },
    2000,
  );
  expect(table.title).toBe("In all: a server");
  expect(tableOf(table)).toBe(
    [
      "                                 median    min–max  requests  a second  ratio  wanted",
      "verify, 2,000 cases drawn       8000 ms  6000–9000     3,100       400   2.00",
      "plain fetch, the same requests  4000 ms  2000–6000     3,100       750   1.00",
    ].join("\n"),
  );
});

test("a case is drawn and judged in the time of both", () => {
  const table = aloneTable([done(1000, 100)], [done(500, 150)]);
  expect(tableOf(table)).toBe(
    [
      "                    median        min–max  ratio  wanted",
      "drawn and judged   2,500/s    2,500–2,500   1.00",
      "drawn             10,000/s  10,000–10,000   4.00",
      "judged             3,333/s    3,333–3,333   1.33",
    ].join("\n"),
  );
  expect(medianOf(table, "judge")).toBeCloseTo(3333.3, 0);
  expect(() => medianOf(table, "guess")).toThrow('"guess"');
});

test("a server that breaks the contract is not measured, and what it breaks is told", () => {
  expect(() => assertKept("it", done(9, 1))).not.toThrow();
  expect(() => assertKept("it", done(9, 1, ["no server error, getThing: 500"]))).toThrow(
    "it breaks the contract:\nno server error, getThing: 500",
  );
});

describe("in a process of its own", () => {
  let mock: Contestant;
  let verifier: ReturnType<typeof startVerifier>;
  beforeAll(async () => {
    mock = await startMock(signal);
    verifier = startVerifier(signal);
  });
  afterAll(async () => {
    await verifier.stop();
    await mock.stop();
  });

  test("a server is verified, and the same requests are sent to it again", async () => {
    const { url } = mock;
    const order = { task: "verify", url, apiKey: "a-key-of-the-bench", lacks, seed: 1 } as const;
    const verified = await verifier.ask({ ...order, cases: 10 });
    expect(verified.failures).toEqual([]);
    expect(verified.count).toBeGreaterThan(100);
    const sent = await verifier.ask({ task: "send" });
    expect(sent.count).toBe(verified.count);
    expect(sent.milliseconds).toBeGreaterThan(0);

    expect((await verifier.ask({ task: "judge", cases: 1000 })).count).toBe(1000);
    const { count } = await verifier.ask({ task: "draw", cases: 100, seed: 1 });
    expect(count).toBeGreaterThanOrEqual(100);
    expect(count).toBeLessThan(200);
  }, 60_000);

  test("there is nothing to judge before something was verified", async () => {
    const other = startVerifier(signal);
    try {
      await expect(other.ask({ task: "judge", cases: 1 })).rejects.toThrow("verify a server first");
    } finally {
      await other.stop();
    }
  });
});
