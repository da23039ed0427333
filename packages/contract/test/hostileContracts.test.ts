import { describe, expect, test } from "vitest";
import { casesFrom, contractFrom } from "../src/index.ts";
import { drawnCases } from "../src/verify/draw.ts";
import { InvalidContractError } from "../src/contract/InvalidContractError.ts";

const responses = {
  200: { description: "Good.", content: { "application/json": { schema: { type: "object" } } } },
  400: { description: "Bad." },
};

/** A contract with one operation, which is written in a way that is allowed but rare. */
const contractOf = (method: string, operation: object) =>
  contractFrom({
    openapi: "3.1.0",
    paths: { "/odd": { [method]: { operationId: "odd", responses, ...operation } } },
  });

const query = (schema: object, example: unknown) => ({
  parameters: [{ name: "q", in: "query", schema, example }],
});

const body = (type: string, media: object, required = true) => ({
  requestBody: { required, content: { [type]: media } },
});

/** What is sent as `q`, or as the body, by what is to be accepted and what is to be refused. */
function sentTo(contract: ReturnType<typeof contractOf>) {
  const cases = [...casesFrom(contract), ...drawnCases(contract, 100, 1)];
  const sent = (kind: string) =>
    cases
      .filter((one) => one.kind === kind)
      .map(({ request }) => request.body?.text ?? request.query["q"]);
  return {
    accepted: sent("accepted input"),
    refused: sent("refused input"),
    malformed: sent("malformed body"),
  };
}

describe("A pattern that", () => {
  test.each([
    ["looks ahead", "^(?!-)[a-z-]{2,8}$"],
    ["looks behind", "^[a-z-]{2,8}(?<!-)$"],
    ["refers back", String.raw`^([a-z])\1$`],
    ["has a word boundary", String.raw`^\b[a-z]{2}\b$`],
  ])("%s is sent its example, and what breaks it", (_, pattern) => {
    const { accepted, refused } = sentTo(
      contractOf("get", query({ type: "string", pattern }, "aa")),
    );
    expect(accepted).toContain("aa");
    expect(refused).toContain("%?#");
  });
});

test("A list that needs two items is not taken for one that may have one", () => {
  const schema = { type: "array", minItems: 2, items: { type: "string", enum: ["a", "b"] } };
  const { accepted, refused } = sentTo(contractOf("get", query(schema, ["a", "b"])));
  const values = new Set(accepted.map((value) => JSON.stringify(value)));
  expect(values).toEqual(new Set([undefined, '["a","b"]']));
  expect(refused).toContain("a-unlisted");
});

test("A body that may be left out, and that has no example, is not malformed when it is empty", () => {
  const schema = { type: "object", properties: { a: { type: "integer" } } };
  const { malformed } = sentTo(contractOf("post", body("application/json", { schema }, false)));
  expect(malformed).toEqual(["]"]);
});

test.each([
  ["a GET with a body", "get", body("application/json", { examples: { one: { value: {} } } })],
  ["TRACE", "trace", {}],
  [
    "a form whose example is an object",
    "post",
    body("application/x-www-form-urlencoded", { examples: { one: { value: { a: "b" } } } }),
  ],
])("Says of %s that it cannot be sent, before anything is", (_, method, operation) => {
  expect(() => contractOf(method, operation)).toThrow(InvalidContractError);
  expect(() => contractOf(method, operation)).toThrow(/send|sent/);
});
