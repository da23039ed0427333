import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleForNode, weigh } from "../bundleContestant.ts";
import { rateTable, type Retrying, sizeTable, whetherSmallest } from "../clientTables.ts";
import { tableOf } from "../figures.ts";
import { jobFrom } from "../job.ts";
import { race, type Racer, whetherItRetries } from "../race.ts";
import { type Server, startServer } from "../startServer.ts";

const { signal } = new AbortController();
const briefly = { signal, runs: 2, warmUp: 1, turns: 2, turn: 10 };

function weighed(id: string, compressed: number, retries: Retrying) {
  return { id, label: id.toUpperCase(), weight: { minified: compressed * 3, compressed }, retries };
}

test("of rates, more is better: a ratio is met from the wanted one up", () => {
  const table = rateTable(
    "over something",
    [
      { id: "bare", label: "bare", values: [40_000, 50_000, 60_000] },
      { id: "fast", label: "a fast one", values: [100_000], wanted: 0.8 },
      { id: "edge", label: "at the edge", values: [40_000], wanted: 0.8 },
      { id: "slow", label: "slow", values: [1000], wanted: 0.8 },
    ],
    "bare",
  );
  expect(tableOf(table)).toBe(
    [
      "                median          min–max   per call  ratio  wanted",
      "bare          50,000/s    40,000–60,000    20.0 µs   1.00",
      "a fast one   100,000/s  100,000–100,000    10.0 µs   2.00   ≥ 0.8     met",
      "at the edge   40,000/s    40,000–40,000    25.0 µs   0.80   ≥ 0.8     met",
      "slow           1,000/s      1,000–1,000  1000.0 µs   0.02   ≥ 0.8  missed",
    ].join("\n"),
  );
});

test("of sizes, less is better, and the table says who retries", () => {
  const all = [
    weighed("base", 5000, "no"),
    { ...weighed("ours", 6500, "as told"), wanted: 1.3 },
    { ...weighed("large", 6501, "at once"), wanted: 1.3 },
  ];
  expect(tableOf(sizeTable(all, "base"))).toBe(
    [
      "          size  minified  retries  ratio  wanted",
      "BASE   5,000 B  15,000 B       no   1.00",
      "OURS   6,500 B  19,500 B  as told   1.30   ≤ 1.3     met",
      "LARGE  6,501 B  19,503 B  at once   1.30   ≤ 1.3  missed",
    ].join("\n"),
  );
});

test("who does not retry is no measure for who does", () => {
  const ours = weighed("ours", 6500, "as told");
  const others = [weighed("tiny", 200, "no"), weighed("big", 9000, "as told")];
  expect(whetherSmallest([ours, ...others], "ours")).toMatch(/: met\. .*BIG \(as told\)/);
  expect(whetherSmallest([ours, ...others, weighed("blind", 4000, "at once")], "ours")).toMatch(
    /: missed\. No larger: BLIND \(at once\)\.$/,
  );
});

test("the job is the operation's first example that has items, through references", () => {
  const two = { data: { items: [{ id: "a" }, { id: "b" }] } };
  const document = {
    paths: {
      "/others": { get: { operationId: "listOthers" } },
      "/things": {
        get: { operationId: "listEvChargers", responses: { 200: { $ref: "#/components/a/Page" } } },
      },
    },
    components: {
      a: {
        Page: {
          content: {
            "application/json": {
              examples: {
                none: { value: { data: { items: [] } } },
                two: { $ref: "#/components/b/Two" },
              },
            },
          },
        },
      },
      b: { Two: { value: two } },
    },
  };
  expect(jobFrom(document)).toEqual({
    target: "/things?limit=2",
    limit: 2,
    payload: JSON.stringify(two),
    items: 2,
  });
  expect(() => jobFrom({ ...document, components: {} })).toThrow(/listEvChargers.*Add one/);
});

describe("in processes of their own", () => {
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bench-"));
    server = await startServer(signal);
  });

  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** One that fetches what the job asks for, and makes something of the items. */
  async function racer(id: string, { path = "/ev-charger?limit=2", items = "items" } = {}) {
    const module = join(folder, `${id}.mjs`);
    await writeFile(
      module,
      `export const lister = ({ baseUrl, apiKey }) => async () => {
        const answer = () => fetch(baseUrl + ${JSON.stringify(path)}, { headers: { "x-api-key": apiKey } });
        let response = await answer();
        if (${id === "stubborn"} && response.status === 503) response = await answer();
        if (!response.ok) throw new Error("answered " + response.status);
        const { items } = (await response.json()).data;
        return ${items};
      };`,
    );
    return { id, module, optional: true } satisfies Racer;
  }

  test.each([["--stub"], ["--at-once", "4"]])("a contestant is timed with %s", async (...flags) => {
    const module = join(folder, "hand-written.mjs");
    await bundleForNode("hand-written", module);
    const one = { id: "hand-written", module };
    const rates = (await race([one], { ...briefly, ...server, flags })).get(one);
    expect(rates).toHaveLength(briefly.runs);
    for (const rate of Array.isArray(rates) ? rates : []) {
      expect(rate).toBeGreaterThan(50);
      expect(rate).toBeLessThan(1_000_000);
    }
  });

  test.each([
    { fault: "returns something else", made: { items: "[]" }, says: "It returned 0 items, not 2" },
    { fault: "asks for something else", made: { path: "/actions" }, says: "/actions, not http" },
  ])("who $fault is not measured, and the others are", async ({ made, says }) => {
    const cheat = await racer("cheat", made);
    const fair = await racer("fair");
    const results = await race([cheat, fair], { ...briefly, ...server, flags: ["--stub"] });
    expect(String(results.get(cheat))).toContain(says);
    expect(results.get(fair)).toHaveLength(briefly.runs);
  });

  test("the comparison ends when one fails that it cannot do without", async () => {
    const needed = { ...(await racer("needed", { items: "[]" })), optional: false };
    await expect(race([needed], { ...briefly, ...server, flags: [] })).rejects.toThrow(
      /0 items, not 2/,
    );
  });

  test("it sees who tries again, and whether the server's time is kept", async () => {
    const [once, stubborn] = [await racer("once"), await racer("stubborn")];
    expect(await whetherItRetries(once, server.baseUrl, signal)).toBe("no");
    expect(await whetherItRetries(stubborn, server.baseUrl, signal)).toBe("at once");
  });

  test("a size is that of the contestant with all that it needs, minified and compressed", async () => {
    const module = join(folder, "openapi-fetch.mjs");
    await bundleForNode("openapi-fetch", module);
    const library = await weigh("openapi-fetch");
    expect(library.minified).toBeLessThan((await stat(module)).size * 0.7);
    expect(library.compressed).toBeLessThan(library.minified * 0.7);
    expect(library.compressed).toBeGreaterThan((await weigh("hand-written")).compressed * 5);
  });
});
