import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMock } from "@ev-charger/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Case, Contract } from "../src/index.ts";
import {
  bundledContract,
  casesFrom,
  checkAnswer,
  contractFrom,
  exampleCasesFrom,
  loadContract,
  sendCase,
} from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";
import { withNewOperation } from "./withNewOperation.ts";

const bundle = await readFile(bundledContract, "utf8");
const contract = await loadContract();
const allCasesOf = (one: Contract) => [...casesFrom(one), ...exampleCasesFrom(one)];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "contract-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is wrong with a mock of that document, by case: held against a contract that may differ. */
async function problemsOf(document: unknown, promised: Contract, cases: readonly Case[]) {
  const file = join(folder, "openapi.json");
  await writeFile(file, JSON.stringify(document));
  const mock = await startMock({ port: 0, contract: file });
  try {
    const target = { baseUrl: mock.url, apiKey: "any-key" };
    return await Promise.all(
      cases.map(async (one) => checkAnswer(promised, one, await sendCase(one, target))),
    );
  } finally {
    await mock.stop();
  }
}

/** Whether the contract documents a body for what the mock answers first of what the case expects. */
const hasBody = ({ operationId, expected }: Case): boolean => {
  const operation = contract.operations.find((one) => one.operationId === operationId);
  const first = operation?.responses.find(({ status }) => expected.statuses.includes(status));
  return first !== undefined && first.media.length > 0;
};

const rename = (value: unknown, from: string, to: string): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key === from ? to : key, one]))
    : value;

test.each<{
  what: string;
  edit: (key: string, value: unknown) => unknown;
  caughtBy: (one: Case) => boolean;
  saying: RegExp;
}>([
  {
    what: "bodies that their schema does not allow",
    edit: (key, value) =>
      key === "value" && isObject(value)
        ? Object.fromEntries(Object.entries(value).slice(1))
        : value,
    caughtBy: (one) =>
      hasBody(one) && ["documented request", "documented example"].includes(one.kind),
    saying: /^the body: .* must have required property/,
  },
  {
    what: "another content type",
    edit: (_, value) => rename(value, "application/json", "application/other+json"),
    caughtBy: (one) => hasBody(one) && one.kind === "documented request",
    saying: /^the content type application\/other\+json is not documented/,
  },
  {
    what: "another success status",
    edit: (key, value) =>
      key === "responses" && isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([status, one]) => [status.replace(/^2\d\d$/, "299"), one]),
          )
        : value,
    caughtBy: ({ kind }) => kind === "documented request",
    saying: /^the status 299 is not documented/,
  },
  {
    what: "responses without their headers",
    edit: (key, value) => (key === "headers" ? undefined : value),
    caughtBy: ({ name }) => name.includes("serves the 429"),
    saying: /^the header .* is missing/,
  },
  {
    what: "anyone without a key",
    edit: (key, value) => (key === "security" ? [] : value),
    caughtBy: ({ kind }) => kind === "without key",
    saying: /^the status is 2\d\d, not 401/,
  },
  {
    what: "values above a maximum",
    edit: (key, value) => (key === "maximum" ? undefined : value),
    caughtBy: ({ name }) => name.endsWith(", above maximum"),
    saying: /^the status is 2\d\d, not 400/,
  },
  {
    what: "codes that no status lists",
    edit: (key, value) => (key === "code" && typeof value === "string" ? `${value}_2` : value),
    caughtBy: ({ kind }) =>
      kind === "without key" || kind === "malformed body" || kind === "undeclared method",
    saying: /^the code is ".*_2", not /,
  },
])("a mock that serves $what is caught", async ({ edit, caughtBy, saying }) => {
  const cases = allCasesOf(contract).filter(caughtBy);
  const found = await problemsOf(JSON.parse(bundle, edit), contract, cases);
  expect(found.length).toBeGreaterThan(0);
  for (const [index, problems] of found.entries()) {
    const messages = problems.map(({ message }) => message);
    expect(messages, cases[index]?.name).toContainEqual(expect.stringMatching(saying));
  }
});

test("an operation that nobody wrote code for brings its cases, and the mock passes them", async () => {
  const document = withNewOperation(bundle);
  const grown = contractFrom(structuredClone(document));
  const known = new Set(allCasesOf(contract).map(({ name }) => name));
  const added = allCasesOf(grown).filter(
    ({ name, needs }) => !known.has(name) && needs === undefined,
  );
  expect(added.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "openGarage takes the body example open",
      "openGarage serves the 201 example open",
      "openGarage serves the 423 example onFire",
      "openGarage refuses no key",
      'openGarage refuses path garageNumber="2", below minimum',
      'openGarage refuses path garageNumber="10", above maximum',
      "openGarage refuses GET",
      "openGarage refuses malformed application/json, cut off",
      "openGarage refuses body the whole={}, without properties",
      'openGarage refuses body /open="wrong", of the wrong type',
      "openGarage takes body the whole with an unknown property",
    ]),
  );
  const found = await problemsOf(document, grown, added);
  expect(found.flat()).toEqual([]);
});
