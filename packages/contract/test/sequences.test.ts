import * as fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { defaultKeys, type Sandbox } from "../../sandbox/src/index.ts";
import { sandboxOn } from "../../sandbox/test/databases.ts";
import { acceptance } from "../src/cases/expectations.ts";
import { makeCase } from "../src/cases/makeCase.ts";
import { bodyOf, requestOf } from "../src/cases/requestOf.ts";
import { at } from "../src/contract/pointer.ts";
import { isSuccess } from "../src/contract/conventions.ts";
import { type Case, checks, loadContract } from "../src/index.ts";
import { execute } from "../src/verify/execute.ts";
import { sequenceArbitrary } from "../src/verify/sequenceArbitrary.ts";
import { Session } from "../src/verify/Session.ts";

const contract = await loadContract();
const reads = contract.operations.filter(({ method }) => method === "GET");

const drawn = (operations = contract.operations, numRuns = 300): (readonly Case[])[] =>
  fc.sample(sequenceArbitrary(contract, operations), { numRuns, seed: 5 });

const isLinked = (from: string, to: string): boolean =>
  contract.operations
    .filter(({ operationId }) => operationId === from)
    .flatMap(({ responses }) => responses.flatMap(({ links }) => links))
    .some(({ operationId }) => operationId === to);

/** How many requests in a row each follow a link of the one before, at most. */
function longestWalk(cases: readonly Case[]): number {
  let longest = 1;
  let length = 1;
  for (const [index, { operationId }] of cases.entries()) {
    const before = cases[index - 1];
    length = before !== undefined && isLinked(before.operationId, operationId) ? length + 1 : 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

test("of the sequences that are drawn, many go from link to link, and none is endless", () => {
  const sequences = drawn();
  expect(sequences.filter((cases) => longestWalk(cases) >= 5).length).toBeGreaterThan(60);
  expect(Math.max(...sequences.map((cases) => cases.length))).toBe(8);
  const first = new Set(sequences.map(([one]) => one?.operationId));
  expect(first.size).toBe(contract.operations.length);
});

test("sequences of operations that read have no others in them", () => {
  const methods = drawn(reads).flatMap((cases) => cases.map(({ request }) => request.method));
  expect(new Set(methods)).toEqual(new Set(["GET"]));
});

let sandbox: Sandbox;
let session: Session;
beforeEach(async () => {
  sandbox = await sandboxOn("PGlite", { fleet: { chargers: 60, users: 5 } });
  const target = { baseUrl: sandbox.url, apiKey: defaultKeys.sandbox };
  session = new Session({ contract, target, checks, lacks: [], rate: 0 });
});

test("sequences push to a charger that was read, and cancel what they have pushed", async () => {
  let pushed = 0;
  let cancelled = 0;
  for (const cases of drawn(contract.operations, 120)) {
    const devices = new Set<unknown>();
    const actions = new Set<unknown>();
    for await (const { sent } of execute(session, cases, "all")) {
      const { operationId, request } = sent.case;
      if (!isSuccess(sent.exchange?.answer.status ?? 0)) continue;
      if (operationId === "getEvCharger") devices.add(request.path["deviceId"]);
      if (operationId === "pushEvChargerAction") {
        if (devices.has(request.path["deviceId"])) pushed += 1;
        actions.add(at(sent.exchange?.json, "/data/id"));
      }
      if (operationId === "cancelAction" && actions.has(request.path["actionId"])) cancelled += 1;
    }
    sandbox.clock.advance(5_000);
  }
  expect(pushed).toBeGreaterThan(3);
  expect(cancelled).toBeGreaterThan(3);
}, 60_000);

test.each([
  { pick: 2, undone: ["cancelAction", "getAction", "getEvCharger"] },
  { pick: 1, undone: [] },
])("what a write did is read, and with $pick undone by $undone", async ({ pick, undone }) => {
  const push = contract.operations.find(({ operationId }) => operationId === "pushEvChargerAction");
  const [media] = push?.body?.media ?? [];
  if (push === undefined || media === undefined) throw new Error("There is nothing to push.");
  const body = bodyOf(media, { action: { command: "charge", start: "30m" } });
  const request = {
    ...requestOf(push, { body }),
    path: { deviceId: "device_ev_002" },
    free: [],
    pick,
  };
  const one = makeCase(push, "accepted input", "is pushed", request, acceptance(push));
  const seen: string[] = [];
  for await (const { sent } of execute(session, [one], "writes")) {
    expect(sent.verdicts.flatMap(({ problems }) => problems)).toEqual([]);
    seen.push(`${sent.case.operationId} ${sent.exchange?.answer.status}`);
  }
  expect(seen).toEqual([
    "pushEvChargerAction 202",
    ...["getAction", "getEvCharger", "listActions", ...undone].map((name) => `${name} 200`),
  ]);
});
