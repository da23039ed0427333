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
