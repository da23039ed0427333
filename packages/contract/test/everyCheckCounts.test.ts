import { afterAll, beforeAll, expect, it } from "vitest";
import { declaredLacks } from "../src/checks/checks.ts";
import { checks } from "../src/index.ts";
import { faults } from "./faults/faults.ts";
import { caughtBy, type Planted, provenChecks, startPlanted } from "./faults/startPlanted.ts";

const slow = 60_000;

let planted: Planted;
beforeAll(async () => {
  planted = await startPlanted(provenChecks.length + 3);
});
afterAll(() => planted?.stop());

const lives = provenChecks.map((check) => {
  const fault = faults.find(({ meantFor }) => meantFor === check);
  if (fault === undefined) throw new Error(`No fault is meant for ${check.name}.`);
  return [check.name, fault.name, check, fault] as const;
});

it.each(lives)(
  "without the check %s, a server lives that %s",
  async (_, __, check, fault) => {
    const others = checks.filter((other) => other !== check);
    expect((await planted.verify(fault, { checks: others })).failures).toEqual([]);
  },
  slow,
);

it(
  "a server that is said to lack paging fails, once it has it",
  async () => {
    const verification = await planted.verify(undefined, { lacks: ["paging"] });
    expect(caughtBy(verification)).toEqual([declaredLacks.name]);
    expect(verification.failures[0]?.message).toContain("paging");
  },
  slow,
);

it(
  "a server that is said to lack paging, and lacks it, passes, and is told how often",
  async () => {
    const unpaged = faults.find(({ name }) => name === "does not heed the limit");
    const { failures, lacks } = await planted.verify(unpaged, { lacks: ["paging"] });
    expect(failures).toEqual([]);
    expect(lacks.paging).toBeGreaterThan(0);
  },
  slow,
);
