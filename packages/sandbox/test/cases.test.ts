import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type Case,
  casesFrom,
  checkAnswer,
  loadContract,
  sendCase,
} from "../../contract/src/index.ts";
import { defaultFleet, type FleetCustomer, type Sandbox, startSandbox } from "../src/index.ts";

const contract = await loadContract();
const cases = casesFrom(contract);

const { now, customers } = defaultFleet();
const [template] = [...(customers[0]?.chargers ?? [])];
if (template === undefined) throw new Error("The default fleet has no charger.");
const soon = new Date(Date.parse(now) + 3_600_000).toISOString();

/** A customer for each case, who has what its request names: no case sees what another one did. */
const customerOf = ({ kind, request }: Case, index: number): FleetCustomer => {
  const { deviceId = "device_1", actionId = "action_1" } =
    kind === "unknown id" ? {} : request.path;
  const charger = { ...template, conflictStrategies: ["cancel_and_replace", "queue_after"] };
  return {
    name: `case ${index}`,
    keys: [{ key: `key_of_case_${index}` }],
    chargers: [
      { ...charger, id: String(deviceId) || "device_1", actions: [] },
      {
        ...charger,
        id: "device_with_an_action",
        actions: [
          { id: String(actionId) || "action_1", command: "charge", createdAt: now, start: soon },
        ],
      },
    ],
  };
};

let sandbox: Sandbox;
beforeAll(async () => {
  const fleet = { now, customers: cases.map(customerOf) };
  sandbox = await startSandbox({ now: "fleet", rateLimit: 0, fleet });
});
afterAll(() => sandbox?.stop());

it("has cases for every operation", () => {
  const operations = contract.operations.map(({ operationId }) => operationId);
  expect(new Set(cases.map(({ operationId }) => operationId))).toEqual(new Set(operations));
});

it.each(cases.map((one, index) => [one.name, one, index] as const))("%s", async (_, one, index) => {
  const answer = await sendCase(one, { baseUrl: sandbox.url, apiKey: `key_of_case_${index}` });
  expect(checkAnswer(contract, one, answer), answer.body).toEqual([]);
});
