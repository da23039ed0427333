import { ApiError, createClient } from "@ev-charger/client";
import { startMock } from "@ev-charger/mock";
import type { Mock } from "@ev-charger/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer, Case } from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";
import { casesFrom, checkAnswer, loadContract, sendCase } from "../src/index.ts";

const contract = await loadContract();
const cases = casesFrom(contract);
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

const ofKind = (kind: Case["kind"]) => cases.filter((one) => one.kind === kind);
const named = (some: readonly Case[]) => some.map((one) => [one.name, one] as const);

test("every operation is called, and every documented status of it has an example", () => {
  const called = new Set(ofKind("success").map(({ operationId }) => operationId));
  expect([...called]).toEqual(contract.operations.map(({ operationId }) => operationId));
  const served = ofKind("documented example").map(
    ({ operationId, expected }) => `${operationId} ${expected.statuses.join()}`,
  );
  const documented = contract.operations.flatMap(({ operationId, responses }) =>
    responses
      .filter(({ media }) => media.length > 0)
      .map(({ status }) => `${operationId} ${status}`),
  );
  expect(new Set(served)).toEqual(new Set(documented));
});

test.each(named(ofKind("success")))("the client: %s", async (_, one) => {
  const { answer, result, error } = await callClient(one);
  expect(error).toBeUndefined();
  expect(checkAnswer(contract, one, answer)).toEqual([]);
  // The client unwraps the envelope; and a page of a list has more to it than the data.
  const body: unknown = answer.body === "" ? undefined : JSON.parse(answer.body);
  const data: unknown = isObject(body) && "data" in body ? body["data"] : body;
  const shown: unknown = result === undefined ? undefined : JSON.parse(JSON.stringify(result));
  expect([shown]).toMatchObject([data]);
});

const failures = ofKind("documented example").filter(({ expected }) =>
  expected.statuses.every((status) => status >= 400),
);

test.each(named(failures))("the client throws when the mock %s", async (_, one) => {
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

const problemsOf = async (one: Case) =>
  checkAnswer(contract, one, await sendCase(one, { baseUrl: mock.url, apiKey }));

test.each(named(cases))("%s", async (_, one) => {
  expect(await problemsOf(one)).toEqual([]);
});
