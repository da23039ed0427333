import Fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import type { Json } from "../src/contract/Json.ts";
import { serializable } from "../src/contract/serializable.ts";

const string = { type: "string" };
const kind = { anyOf: [{ type: "string", enum: ["a", "b"] }, string] };

const contract = new Contract({
  paths: {},
  components: {
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } },
    schemas: {
      Base: { type: "object", required: ["id"], properties: { id: string } },
      Kind: kind,
      Text: string,
      Tree: { type: "object", properties: { leaves: { type: "array", items: ref("Tree") } } },
      Nested: { type: "object", allOf: [ref("Base")], properties: { kind: ref("Kind") } },
    },
  },
});

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** What a server sends of a value by a schema of the contract. */
async function sent(schema: Json, value: unknown): Promise<unknown> {
  const app = Fastify();
  onTestFinished(() => app.close());
  const properties = { value: serializable(contract, schema) };
  const response = { 200: { type: "object", properties } };
  app.get("/", { schema: { response } }, async () => ({ value }));
  const { payload } = await app.inject("/");
  const body: unknown = JSON.parse(payload);
  return typeof body === "object" && body !== null && "value" in body ? body.value : undefined;
}

const nullable = (schema: Json): Json => ({ oneOf: [schema, { type: "null" }] });

test.each<[what: string, schema: Json, value: unknown]>([
  ["a value of an open set that nobody knows yet", ref("Kind"), "zzz"],
  ["text that has to be escaped", string, '"\\\n\u2028 ü'],
  ["null, where an object may be null", nullable(ref("Base")), null],
  ["the object, where it may be null", nullable(ref("Base")), { id: "1" }],
  ["null, where a time may be null", nullable({ type: "string", format: "date-time" }), null],
  ["null, where types are listed", { type: ["string", "null"] }, null],
  ["what allOf puts together", ref("Nested"), { id: "1", kind: "a" }],
  ["an object that names no property", { type: "object" }, { any: [{ thing: 1 }] }],
  [
    "a map, beside what it names",
    { type: "object", properties: { a: string }, additionalProperties: { type: "number" } },
    { a: "x", b: 1 },
  ],
  [
    "a map that allOf puts together with others",
    {
      allOf: [
        ref("Base"),
        { type: "object", properties: { a: string }, additionalProperties: true },
      ],
    },
    { id: "1", a: "x", b: { c: 1 } },
  ],
  ["numbers of a closed set", { enum: [1, 2] }, 2],
  ["a constant that is no text", { const: false }, false],
  ["a list of what may be null", { type: "array", items: nullable(string) }, ["a", null]],
  [
    "either of two objects, with a property that differs",
    {
      anyOf: [
        { type: "object", properties: { code: string, details: ref("Base") } },
        { type: "object", properties: { code: string, details: { type: "object" } } },
      ],
    },
    { code: "X", details: { id: "1", more: [1, 2] } },
  ],
  [
    "an object, where types are listed",
    { type: ["object", "null"], properties: { a: string } },
    { a: "x" },
  ],
  ["null, where an object is among the types", { type: ["object", "null"] }, null],
  ["a text that allOf describes", { allOf: [ref("Text")], description: "It." }, "a"],
  ["null in a closed set", { enum: ["a", null] }, null],
  ["null of one variant", { anyOf: [string, { type: ["string", "null"] }] }, null],
  [
    "a text that is no time, where it may be one",
    { anyOf: [{ type: "string", format: "date-time" }, string] },
    'a"b',
  ],
  [
    "either of two lists",
    {
      anyOf: [
        { type: "array", items: string },
        { type: "array", items: { type: "object", properties: { a: string } } },
      ],
    },
    [{ a: "x" }],
  ],
  [
    "names by a pattern, beside others",
    { type: "object", properties: { a: string }, patternProperties: { "^b": string } },
    { a: "x", b1: "y" },
  ],
  [
    "an object or a map",
    { oneOf: [ref("Base"), { type: "object", additionalProperties: { type: "number" } }] },
    { other: 1 },
  ],
  [
    "what an open part of allOf allows",
    { allOf: [ref("Base"), { type: "object", additionalProperties: true }] },
    { id: "1", other: 1 },
  ],
  [
    "what an open variant allows",
    {
      oneOf: [
        ref("Base"),
        { type: "object", properties: { a: string }, additionalProperties: true },
      ],
    },
    { a: "x", other: 1 },
  ],
  [
    "properties beside a union",
    {
      type: "object",
      properties: { a: string },
      anyOf: [ref("Base"), { type: "object", properties: { b: string } }],
    },
    { a: "x", b: "y" },
  ],
  [
    "properties beside a union, in a part of allOf",
    { allOf: [ref("Base"), { properties: { a: string }, oneOf: [ref("Nested")] }] },
    { id: "1", a: "x", kind: "a" },
  ],
  ["what stands beside a reference", { ...ref("Base"), properties: { a: string } }, { a: "x" }],
  ["a list of anything", { type: "array", items: true }, [1, "a", { b: [] }]],
  ["a list that says nothing of its items", { type: "array" }, [1, "a"]],
  ["a property of any kind", { type: "object", properties: { a: true } }, { a: [{ b: 1 }] }],
  ["a list whose items stand in order", { type: "array", prefixItems: [string] }, ["a", 1]],
  ["objects inside their own kind", ref("Tree"), { leaves: [{ leaves: [] }] }],
  ["a number or a text", { oneOf: [{ type: "number" }, string] }, 1.5],
])("sends %s as it is", async (_, schema, value) => {
  expect(await sent(schema, value)).toEqual(value);
});

test("leaves out what the schema of an object does not name", async () => {
  expect(await sent(ref("Nested"), { id: "1", kind: "a", secret: "s" })).toEqual({
    id: "1",
    kind: "a",
  });
});

test("says the list of chargers in plain types", () => {
  const bundled = Contract.bundled();
  const list = bundled.operations.find(({ operationId }) => operationId === "listEvChargers");
  const schema = list?.answers.get(list.success);
  const simple = JSON.stringify(schema && serializable(bundled, schema));
  expect(simple).toContain('"lastAction":{"type":"object"');
  // An object that names no property is a map; nothing else may be without a type.
  expect(simple.replaceAll('"properties":{}', "")).not.toMatch(/\{\}|anyOf|oneOf|allOf|\$ref/);
});
