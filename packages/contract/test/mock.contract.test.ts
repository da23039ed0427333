import { ApiError, createClient } from "@ev-charger/client";
import { lacks, startMock } from "@ev-charger/mock";
import type { Mock } from "@ev-charger/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer, Capability, Case } from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";
import {
  casesFrom,
  checkAnswer,
  exampleCasesFrom,
  loadContract,
  sendCase,
  validateAnswer,
  verify,
} from "../src/index.ts";

const contract = await loadContract();
const requests = casesFrom(contract).filter(({ kind }) => kind === "documented request");
const examples = exampleCasesFrom(contract);
const apiKey = "any-key";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.stop());

/** Calls the method of the case's operation, and keeps the answer that the client got. */
async function callClient(
  { operationId, request }: Case,
  headers: Record<string, string> = {},
): Promise<{ answer: Answer; result: unknown; error: unknown }> {
  const answers: Response[] = [];
  const client = createClient({
    apiKey,
    baseUrl: mock.url,
    fetch: async (...sent: Parameters<typeof fetch>) => {
      const response = await fetch(...sent);
      answers.push(response.clone());
      return response;
    },
  });
  const method: unknown = Reflect.get(client, operationId);
  if (typeof method !== "function") throw new Error(`The client has no method ${operationId}.`);
  const { path, query, header, body } = request;
  const parts = { path, query, header, ...(body && { body: body.value }) };
  const call = async (): Promise<unknown> =>
    Reflect.apply(method, client, [parts, { headers, retries: 0 }]);
  const [outcome] = await Promise.allSettled([call()]);
  const [answer] = answers;
  const error: unknown = outcome.status === "rejected" ? outcome.reason : undefined;
  if (answer === undefined) throw new Error(`${operationId} sent nothing.`, { cause: error });
  return {
    answer: { status: answer.status, headers: answer.headers, body: await answer.text() },
    result: outcome.status === "fulfilled" ? outcome.value : undefined,
    error,
  };
}

const named = (some: readonly Case[]) => some.map((one) => [one.name, one] as const);

test("every operation is called, and every documented status of it has an example", () => {
  const called = new Set(requests.map(({ operationId }) => operationId));
  expect([...called]).toEqual(contract.operations.map(({ operationId }) => operationId));
  const served = examples.map(
    ({ operationId, expected }) => `${operationId} ${expected.statuses.join()}`,
  );
  const documented = contract.operations.flatMap(({ operationId, responses }) =>
    responses
      .filter(({ media }) => media.length > 0)
      .map(({ status }) => `${operationId} ${status}`),
  );
  expect(new Set(served)).toEqual(new Set(documented));
});

test.each(named(requests))("the client: %s", async (_, one) => {
  const { answer, result, error } = await callClient(one);
  expect(error).toBeUndefined();
  expect(validateAnswer(contract, { operationId: one.operationId, ...answer })).toEqual([]);
  // The client unwraps the envelope; and a page of a list has more to it than the data.
  const body: unknown = answer.body === "" ? undefined : JSON.parse(answer.body);
  const data: unknown = isObject(body) && "data" in body ? body["data"] : body;
  const shown: unknown = result === undefined ? undefined : JSON.parse(JSON.stringify(result));
  expect([shown]).toMatchObject([data]);
});

const refusals = examples.filter(({ expected }) =>
  expected.statuses.every((status) => status >= 400),
);

test.each(named(refusals))("the client throws when the mock %s", async (_, one) => {
  const { operationId, expected } = one;
  const prefer = String(one.request.header["prefer"]);
  const { prefer: _prefer, accept: _accept, ...header } = one.request.header;
  const { answer, error } = await callClient(
    { ...one, request: { ...one.request, header } },
    { prefer },
  );
  expect(checkAnswer(contract, one, answer)).toEqual([]);
  expect(error, operationId).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: expected.statuses[0] });
  expect(expected.example?.value).toMatchObject({
    error: { code: error instanceof ApiError ? error.code : undefined },
  });
});

test.each(named(examples))("%s", async (_, one) => {
  const answer = await sendCase(one, { baseUrl: mock.url, apiKey });
  expect(checkAnswer(contract, one, answer)).toEqual([]);
});

const verified = (lacking: readonly Capability[]) => {
  const options = { profile: "full", seed: 7, cases: 200, lacks: lacking } as const;
  return verify(contract, { ...options, baseUrl: mock.url, apiKey });
};

test("the mock passes the whole suite, and what it lacks is counted", async () => {
  const { failures, notes, operations, lacks: counts } = await verified(lacks);
  expect(failures).toEqual([]);
  expect(notes).toEqual([]);
  expect(operations.map(({ operationId }) => operationId)).toEqual(
    contract.operations.map(({ operationId }) => operationId),
  );
  expect(Object.keys(counts)).toEqual(lacks);
  for (const [lack, count] of Object.entries(counts)) expect(count, lack).toBeGreaterThan(0);
  const notApplicable = operations.flatMap(({ checks }) =>
    Object.values(checks).map((count) => count.notApplicable),
  );
  expect(sum(notApplicable)).toBe(sum(Object.values(counts)));
});

test.each<[Capability, string[]]>([
  ["paging", ["pagination"]],
  ["filters", ["filters"]],
  ["ids", ["unknown things not found"]],
  ["state", ["final states stay", "read your write"]],
  ["keys", ["authentication enforced"]],
])("the mock fails once it does not say that it lacks %s", async (lack, failing) => {
  const { failures, lacks: counts } = await verified(lacks.filter((other) => other !== lack));
  expect([...new Set(failures.map(({ check }) => check))].toSorted()).toEqual(failing);
  expect(counts).not.toHaveProperty(lack);
});

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
