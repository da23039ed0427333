import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Place } from "../src/contract/Place.ts";
import { bundledContract, type Verification } from "../src/index.ts";
import type { Fault } from "./faults/Fault.ts";
import { faults } from "./faults/faults.ts";
import { killPage } from "./faults/killTable.ts";
import { caughtBy, type Planted, provenChecks, startPlanted } from "./faults/startPlanted.ts";

const page = fileURLToPath(new URL("../KILLS.md", import.meta.url));
const slow = 60_000;

let planted: Planted;
beforeAll(async () => {
  planted = await startPlanted(faults.length + 1);
});
afterAll(() => planted?.stop());

const measured = new Map<Fault, Promise<Verification>>();
function measure(fault: Fault): Promise<Verification> {
  const verification = measured.get(fault) ?? planted.verify(fault);
  measured.set(fault, verification);
  return verification;
}

it(
  "finds nothing where no fault is planted",
  async () => {
    const { failures, notes, operations } = await planted.verify(undefined);
    expect(failures).toEqual([]);
    expect(notes).toEqual([]);
    expect(operations.every(({ cases }) => cases > 0)).toBe(true);
  },
  slow,
);

describe.each(provenChecks.map((check) => [check.name, check] as const))("%s", (_, check) => {
  const own = faults.filter(({ meantFor }) => meantFor === check);

  it.each(own.map((fault) => [fault.name, fault] as const))(
    "catches a server that %s",
    async (name, fault) => {
      const verification = await measure(fault);
      expect(caughtBy(verification), name).toContain(check.name);
      const document = Place.root(JSON.parse(await readFile(bundledContract, "utf8")));
      for (const { pointer, message } of verification.failures) {
        expect(standsIn(document, pointer), `${message} (${pointer})`).toBe(true);
      }
    },
    slow,
  );

  it(
    "catches two faults or more, and the first of them alone",
    async () => {
      const [first, second] = own;
      if (first === undefined || second === undefined) throw new Error("There are not two.");
      expect(caughtBy(await measure(first))).toEqual([check.name]);
    },
    slow,
  );
});

it(
  "publishes which check catches which fault, as it was measured",
  async () => {
    const kills = [];
    for (const check of provenChecks) {
      for (const fault of faults.filter(({ meantFor }) => meantFor === check))
        kills.push({ fault, caughtBy: caughtBy(await measure(fault)) });
    }
    expect(kills).toHaveLength(faults.length);
    const text = killPage(kills);
    if (process.env["UPDATE_KILLS"] === "1") await writeFile(page, text);
    const anew = "UPDATE_KILLS=1 pnpm exec vitest run test/faults.test.ts writes KILLS.md anew";
    expect(await readFile(page, "utf8"), anew).toBe(text);
  },
  faults.length * slow,
);

const standsIn = (document: Place, pointer: string): boolean =>
  pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((place, key) => place.follow().at(key), document).value !== undefined;
