import { expect, it } from "vitest";
import { compilerFor, issuesOf } from "../src/contract/validators.ts";
import { Contract } from "../src/contract/Contract.ts";
import type { Json } from "../src/contract/Json.ts";
import { checkEscapes, checkTexts } from "../src/http/readRequest.ts";
import { Refusal } from "../src/http/Refusal.ts";

const string = { type: "string" };
const parameter = (where: string, schema: Json, name = "ids"): Json => ({
  parameters: [{ name, in: where, required: where === "path", schema }],
});
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const body = (more: Json): Json => ({
  requestBody: { content: { "application/json": { schema: { type: "object" } } }, ...more },
});

/** A contract with one operation. */
function contractOf(operation: Json, path = "/things", method = "get"): Contract {
  const responses = { 200: { description: "Done." }, default: { description: "Not done." } };
  return new Contract({
    security: [{ Key: [] }],
    paths: { [path]: { [method]: { operationId: "doIt", responses, ...operation } } },
    components: {
      securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } },
      schemas: {
        Ids: { type: "array", items: string },
        Known: { enum: ["a", "b"] },
        Kind: { anyOf: [ref("Known"), string] },
      },
    },
  });
}

it.each<[what: string, operation: Json, message: string]>([
  ["that needs no key", { security: [] }, "it needs no key, which the sandbox cannot serve yet"],
  ["whose key may be left out", { security: [{ Key: [] }, {}] }, "it needs no key"],
  [
    "with a list in its query",
    parameter("query", ref("Ids")),
    "the query parameter ids is an array, which the sandbox cannot read yet.",
  ],
  [
    "with an object in its query",
    parameter("query", { type: "object" }),
    "the query parameter ids is an object",
  ],
  [
    "with a list or a text in its query",
    parameter("query", { anyOf: [ref("Ids"), string] }),
    "the query parameter ids is no plain text",
  ],
  [
    "with a number or null in its query",
    parameter("query", { type: ["integer", "null"] }),
    "the query parameter ids is no plain text",
  ],
  [
    "with a number in a header",
    parameter("header", { type: "number" }),
    "the header parameter ids is a number",
  ],
  [
    "with a number in its path",
    parameter("path", { type: "integer" }),
    "the path parameter ids is an integer",
  ],
  ["whose body may be left out", body({ required: false }), "its body may be left out"],
  ["that does not say that its body is required", body({}), "its body may be left out"],
  [
    "whose body is no JSON",
    { requestBody: { required: true, content: { "text/plain": { schema: string } } } },
    "its body is no JSON",
  ],
  [
    "whose success is a range",
    { responses: { "2XX": { description: "Done." } } },
    "no status of its success is a number",
  ],
  [
    "that has only a default answer",
    { responses: { default: { description: "Done." } } },
    "no status of its success is a number",
  ],
])("an operation %s is refused by its name", (_, operation, message) => {
  const make = (): Contract => contractOf(operation);
  expect(make).toThrow(TypeError);
  expect(make).toThrow(`doIt: ${message}`);
});

it.each(["/things/{thing-id}", "/things/{id}:cancel", "/things/{a}.{b}", "/things:all"])(
  "the path %s is refused",
  (path) => {
    const [, , ...rest] = path.split("/");
    const odd = rest.join("/") || path.slice(1);
    expect(() => contractOf({}, path)).toThrow(
      `doIt: its path has ${odd}, which the sandbox cannot route yet.`,
    );
  },
);

it.each<[what: string, operation: Json]>([
  ["a closed set without a type in its query", parameter("query", ref("Known"))],
  ["an open set in its query", parameter("query", ref("Kind"))],
  ["a text that allOf describes in a header", parameter("header", { allOf: [string] })],
  ["a whole number in its query", parameter("query", { type: "integer" })],
  ["a truth in its query", parameter("query", { type: "boolean" })],
  ["an open set in its path", parameter("path", ref("Kind"), "id")],
  ["a body that is required", body({ required: true })],
  ["a success without a body", { responses: { 204: { description: "Done." } } }],
])("an operation with %s is taken", (_, operation) => {
  const [taken] = contractOf(operation, "/things/{id}/parts", "post").operations;
  expect(taken?.operationId).toBe("doIt");
});

const refused = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return JSON.stringify(error.details);
    throw error;
  }
  throw new Error("It was not refused.");
};

const count = (details: string): number => details.split('"message"').length - 1;

it("tells the first twenty mistakes of a body, however many it has", () => {
  const validate = compilerFor(contractOf({}))({ type: "object", additionalProperties: false });
  const names = Array.from({ length: 5_000 }, (_, index) => [`unknown${index}`, 1] as const);
  expect(validate(Object.fromEntries(names))).toBe(false);
  const issues = issuesOf(validate.errors ?? []);
  expect(issues).toHaveLength(20);
  expect(issues[0]?.pointer).toBe("/unknown0");
});

it("tells no more than twenty texts that cannot be kept", () => {
  const broken = Array.from({ length: 5_000 }, () => "\0");
  expect(count(refused(() => checkTexts("body", broken)))).toBe(20);
  const names = Object.fromEntries(broken.map((_, index) => [`\0${index}`, 1] as const));
  expect(count(refused(() => checkTexts("body", names)))).toBe(20);
});

it("does not repeat the long name of a place deep inside a body", () => {
  let deep: unknown = Array.from({ length: 20 }, () => "\0");
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  expect(refused(() => checkTexts("body", deep)).length).toBeLessThan(60_000);
});

it("tells no more than twenty escapes of a query that are broken", () => {
  expect(count(refused(() => checkEscapes(`/things?${"%&".repeat(5_000)}`)))).toBe(20);
});
