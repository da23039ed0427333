import { expect, onTestFinished, test } from "vitest";
import { capabilities, contractFrom, verify, type VerifyOptions } from "../src/index.ts";
import { type Alter, startOrders, orderKey } from "./startOrders.ts";
import { ordersDocument } from "./ordersDocument.ts";

const contract = contractFrom(ordersDocument());

/** Verifies a server of orders that answers like that. */
async function verified(options: Partial<VerifyOptions> = {}, alter?: Alter) {
  const server = await startOrders(alter);
  onTestFinished(server.stop);
  const found = await verify(contract, {
    baseUrl: server.baseUrl,
    apiKey: orderKey,
    profile: "full",
    cases: 60,
    ...options,
  });
  return { ...found, asked: server.asked };
}

test("finds nothing against a server that does what the contract says, whatever the seed", async () => {
  for (const seed of [1, 2, 3]) {
    const { failures, notes, operations, requests, asked } = await verified({ seed });
    expect(failures).toEqual([]);
    expect(notes).toEqual([]);
    expect(operations.map(({ operationId, cases }) => [operationId, cases > 10])).toEqual([
      ["listOrders", true],
      ["makeOrder", true],
      ["getOrder", true],
      ["cancelOrder", true],
    ]);
    // The first is to see whether the server is there.
    expect(asked).toHaveLength(requests + 1);
  }
});

test("sends the same for the same seed, and something else for another", async () => {
  const sent = async (seed: number) =>
    (await verified({ seed })).asked.map(({ method, path, query, body }) =>
      [method, path, String(query), body].join(" "),
    );
  const first = await sent(5);
  expect(await sent(5)).toEqual(first);
  expect(await sent(6)).not.toEqual(first);
});

test("sends GET alone unless everything is asked for", async () => {
  const { asked, failures, operations } = await verified({ profile: "read-only" });
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(failures).toEqual([]);
  expect(operations.map(({ operationId, cases }) => [operationId, cases > 0])).toEqual([
    ["listOrders", true],
    ["makeOrder", false],
    ["getOrder", true],
    ["cancelOrder", true],
  ]);
});

test("does not send a key to where it has to be refused without", async () => {
  const { asked } = await verified();
  const keys = new Set(asked.map(({ key }) => key));
  expect(keys).toEqual(new Set([orderKey, undefined, "", "no-such-thing"]));
});

test.each(["paging", "filters", "ids", "state", "keys"] as const)(
  "fails when a server is said to lack %s, and does it",
  async (lack) => {
    const { failures, lacks } = await verified({ lacks: [lack] });
    expect(failures).toMatchObject([
      {
        check: "lacks what it says",
        message: `the server is said to lack ${lack}, but does all of it`,
      },
    ]);
    expect(lacks).toEqual({ [lack]: 0 });
    expect(capabilities).toHaveProperty(lack);
  },
);

test("runs no other checks than it is given", async () => {
  const serverError: Alter = (answered) => ({ ...answered, status: 500 });
  const { failures } = await verified({ checks: [] }, serverError);
  expect(failures).toEqual([]);
});

test("ends when a check throws, instead of passing it by", async () => {
  const check = {
    name: "broken",
    what: "A check that cannot judge drawn requests.",
    judge: ({ case: { name } }: { case: { name: string } }) => {
      if (name.includes("drawn")) throw new Error("this check is broken");
      return [];
    },
  };
  await expect(verified({ checks: [check] })).rejects.toThrow("this check is broken");
});

test("tells of its progress, case by case", async () => {
  const phases = new Set<string>();
  let cases = 0;
  await verified({
    onProgress: (progress) => {
      phases.add(progress.phase);
      expect(progress.cases).toBe(cases + 1);
      cases = progress.cases;
    },
  });
  expect(phases.size).toBeGreaterThan(3);
});
