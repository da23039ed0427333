import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases, sandboxOn, startOn } from "../../sandbox/test/databases.ts";
import {
  defaultFleet,
  defaultKeys,
  type Fleet,
  type FleetCharger,
  type Sandbox,
} from "../../sandbox/src/index.ts";
import { type Check, checks, loadContract, verify, type VerifyOptions } from "../src/index.ts";
import { isSuccess } from "../src/contract/conventions.ts";

const contract = await loadContract();
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const keyOf = (seed: number): string => `amps_sk_test_of_customer_${seed}`;

/** Only mocks are asked for examples, and only who lacks something is held to that. */
const notApplied = new Set(["documented example", "lacks what it says"]);

/** How far the clock of the sandbox goes on with each case, so that what was begun ends. */
const step = 500;

/** For each seed a customer, so that no run sees what another one did; some of its chargers queue. */
function fleetOfCustomers(): Fleet {
  const { now, customers } = defaultFleet({ chargers: 50, users: 7 });
  const chargers = [...(customers[0]?.chargers ?? [])].map((charger, index): FleetCharger => {
    const more = index % 3 === 1 ? ["queue_after"] : [];
    return { ...charger, conflictStrategies: [...charger.conflictStrategies, ...more] };
  });
  const each = seeds.map((seed) => ({
    name: `customer ${seed}`,
    keys: [{ key: keyOf(seed) }],
    chargers,
  }));
  return { now, customers: each };
}

/** Verifies a sandbox, and counts the successes of each operation. */
async function run({ url, clock }: Sandbox, options: Omit<VerifyOptions, "baseUrl">) {
  const successes = new Map<string, number>();
  const counting: Check = {
    name: "counting",
    what: "",
    judge: ({ operation: { operationId }, answer }) => {
      if (isSuccess(answer.status))
        successes.set(operationId, (successes.get(operationId) ?? 0) + 1);
      return undefined;
    },
  };
  const { failures, operations } = await verify(contract, {
    baseUrl: url,
    cases: 150,
    checks: [...checks, counting],
    onProgress: () => clock.advance(step),
    ...options,
  });
  const applied = checks
    .map(({ name }) => name)
    .filter((name) => operations.some((row) => (row.checks[name]?.passed ?? 0) > 0));
  const told = failures.map(
    ({ check, operationId, message, answer }) =>
      `${check}, ${operationId}: ${message} (${answer?.body ?? "no answer"})`,
  );
  return { told, applied, successes };
}

const names = checks.map(({ name }) => name).filter((name) => !notApplied.has(name));
const writes = contract.operations.filter(({ method }) => method !== "GET");

describe.each(databases)("The sandbox on %s", (database) => {
  let sandbox: Sandbox;
  const all = new Map<string, number>();
  beforeAll(async () => {
    sandbox = await startOn(database, { fleet: fleetOfCustomers() });
  });
  afterAll(() => sandbox.stop());

  test.each(seeds)(
    "keeps the contract with seed %i, and every check applied",
    async (seed) => {
      const { told, applied, successes } = await run(sandbox, {
        apiKey: keyOf(seed),
        profile: "full",
        seed,
      });
      expect(told).toEqual([]);
      expect(applied).toEqual(names);
      for (const [operationId, count] of successes)
        all.set(operationId, (all.get(operationId) ?? 0) + count);
    },
    120_000,
  );

  test("was written to, again and again", () => {
    for (const { operationId } of writes) {
      expect(all.get(operationId), operationId).toBeGreaterThan(8 * seeds.length);
    }
  });

  test("keeps the contract when it is only read", async () => {
    const { told, successes } = await run(sandbox, { apiKey: keyOf(1), profile: "read-only" });
    expect(told).toEqual([]);
    expect([...successes.keys()].toSorted()).toEqual(
      contract.operations
        .filter(({ method }) => method === "GET")
        .map(({ operationId }) => operationId)
        .toSorted(),
    );
  }, 120_000);

  test("keeps the contract with the two chargers of the default fleet", async () => {
    const small = await sandboxOn(database);
    const { told } = await run(small, { apiKey: defaultKeys.sandbox, profile: "full" });
    expect(told).toEqual([]);
  }, 120_000);
});
