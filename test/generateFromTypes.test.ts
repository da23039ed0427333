import { describe, expect, it } from "vitest";
import { made, number, ref, text, typesOf } from "./generatedTypes.ts";

/** Matches a type as a whole. */
const exactly = (type: string): RegExp =>
  new RegExp(`^${type.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")}$`);

describe("the types of a contract", () => {
  it.each([
    [
      "keep what stands beside a reference",
      {
        A: { $ref: "#/components/schemas/B", properties: { b: text } },
        B: { type: "object", properties: { a: text } },
      },
      exactly("{ b?: string; } & B"),
    ],
    [
      "narrow by a union what stands beside it",
      {
        A: { type: "object", properties: { a: text }, anyOf: [ref("B"), ref("C")] },
        B: { type: "object", properties: { b: text } },
        C: { type: "object", properties: { c: text } },
      },
      exactly("{ a?: string; } & (B | C)"),
    ],
    [
      "know of a composed object what it requires, however far away",
      {
        A: { allOf: [ref("B")], required: ["c"] },
        B: { allOf: [ref("C")] },
        C: { type: "object", properties: { c: number } },
      },
      /^\{ c: number; \} & /,
    ],
    [
      "keep named properties apart from those of an index",
      { A: { type: "object", properties: { a: number }, additionalProperties: text } },
      exactly("{ a?: number; } & { [key: string]: unknown; }"),
    ],
    [
      "have an index where nothing is named",
      { A: { type: "object", additionalProperties: number } },
      exactly("{ [key: string]: number; }"),
    ],
    [
      "leave open what a pattern leaves open",
      { A: { type: "object", patternProperties: { "^x": number } } },
      exactly("{ [key: string]: unknown; }"),
    ],
    [
      "have a tuple where neither more nor fewer can be",
      { A: { type: "array", prefixItems: [text, number], items: false, minItems: 2 } },
      exactly("[ string, number ]"),
    ],
    [
      "have a list where there can be more",
      { A: { type: "array", prefixItems: [text], items: number } },
      exactly("(string | number)[]"),
    ],
    [
      "have a list of lists, in whatever words",
      {
        A: {
          type: "array",
          items: { type: ["array"], items: { oneOf: [{ type: "array", items: number }] } },
        },
      },
      exactly("number[][][]"),
    ],
    [
      "have null among values",
      { A: { type: ["string", "null"], enum: ["a", null] } },
      /^"a" \| null/,
    ],
    ["know null alone", { A: { const: null } }, exactly("null")],
    [
      "leave values open that are no literals",
      { A: { type: "object", enum: [{ a: 1 }] } },
      exactly("Record<string, unknown>"),
    ],
    [
      "may be anything, or nothing",
      { A: { type: "object", properties: { any: true, none: false } } },
      exactly("{ any?: unknown; none?: never; }"),
    ],
    [
      "have a property of any name",
      {
        A: {
          type: "object",
          properties: { ["__proto__"]: text, "a-b": {} },
        },
      },
      exactly('{ __proto__?: string; "a-b"?: unknown; }'),
    ],
  ])("%s", async (_, schemas, expected) => {
    const { A: type } = await typesOf(schemas);
    expect(type).toMatch(expected);
  });

  it("name what is no name, and say which", async () => {
    const { contract, tables } = await made({
      A: ref("Client"),
      Client: ref("Pet.Item"),
      "Pet.Item": ref("string"),
      string: ref("7up"),
      "7up": ref("Record"),
      Record: ref("__proto__"),
      ["__proto__"]: text,
    });
    const types = tables.get("types.gen.ts") ?? "";
    for (const line of [
      "A = ClientSchema",
      "ClientSchema = PetItem",
      "PetItem = String",
      "String = _7up",
      "_7up = RecordSchema",
      "RecordSchema = Proto",
      "Proto = string",
    ]) {
      expect(types).toContain(`export type ${line};`);
    }
    expect(contract.renamed).toContainEqual(["Pet.Item", "PetItem"]);
  });
});
