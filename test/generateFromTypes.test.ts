import { describe, expect, it } from "vitest";
import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";

const ok = (schema: unknown): object => ({
  200: { description: "It.", content: { "application/json": { schema } } },
});
const text = { type: "string" };
const number = { type: "number" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** What is made of an operation that takes and answers an `A`, which stands beside other schemas. */
async function made(schemas: object, openapi = "3.1.0", operation: object = {}) {
  const requestBody = { required: true, content: { "application/json": { schema: ref("A") } } };
  return tablesOf({
    openapi,
    info: { title: "Any", version: "1" },
    paths: {
      "/x": { post: { operationId: "x", requestBody, responses: ok(ref("A")), ...operation } },
    },
    components: { schemas },
  });
}

/** The types of the schemas, each without its comments and in one line. */
async function typesOf(schemas: object, openapi?: string): Promise<Record<string, string>> {
  const { tables } = await made(schemas, openapi);
  const source = (tables.get("types.gen.ts") ?? "").replaceAll(/\/\*\*[^]*?\*\//g, "");
  const [, ...declarations] = source.split(/^export type /m);
  return Object.fromEntries(
    declarations.map((declaration) => {
      const [name = "", ...type] = declaration.split(" = ");
      return [name, type.join(" = ").trim().replace(/;$/, "").replaceAll(/\s+/g, " ")];
    }),
  );
}

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

  it("tell a request from an answer, by what is only read and what is only written, however deep", async () => {
    const types = await typesOf({
      A: { type: "object", required: ["id", "b"], properties: { id: ref("Id"), b: ref("B") } },
      Id: { type: "string", readOnly: true },
      B: { allOf: [ref("C"), { required: ["key"] }] },
      C: {
        type: "object",
        properties: {
          key: { type: "string", writeOnly: true },
          a: { type: "array", items: ref("A") },
        },
      },
      D: { type: "object", properties: { c: text } },
    });
    expect(types).toMatchObject({
      A: "{ id: Id; b: B; }",
      ARequest: "{ b: BRequest; }",
      C: "{ a?: A[]; }",
      CRequest: "{ key?: string; a?: ARequest[]; }",
      D: "{ c?: string; }",
    });
    expect(types["BRequest"]).toBe('WithRequired<CRequest, "key"> & unknown');
    expect(types["B"]).not.toContain("key");
    expect(types).not.toHaveProperty("DRequest");
  });

  it("find a schema wherever a reference points into the contract", async () => {
    const types = await typesOf({
      A: {
        type: "object",
        properties: {
          part: { $ref: "#/components/schemas/B/properties/b-c" },
          twin: { $ref: "#/paths/~1x/post/responses/200/content/application~1json/schema" },
        },
      },
      B: {
        type: "object",
        properties: {
          "b-c": {
            type: "object",
            properties: { again: { $ref: "#/components/schemas/B/properties/b-c" } },
          },
        },
      },
    });
    expect(types["A"]).toMatch(/^\{ part\?: (\w+); twin\?: \w+; \}$/);
    expect(types["BBC"]).toBe("{ again?: BBC; }");
  });

  it("read OpenAPI 3.0 as it means it", async () => {
    const types = await typesOf(
      {
        A: {
          type: "object",
          properties: {
            a: { type: "string", nullable: true },
            b: { nullable: true, allOf: [ref("B")] },
            c: { type: "string", nullable: true, enum: ["x"] },
            d: { ...ref("B"), properties: { ignored: text }, nullable: true },
          },
        },
        B: {
          type: "number",
          minimum: 1,
          exclusiveMinimum: true,
          maximum: 9,
          exclusiveMaximum: false,
        },
      },
      "3.0.3",
    );
    expect(types["A"]).toBe('{ a?: string | null; b?: B | null; c?: "x" | null; d?: B; }');
    const { contract } = await made(
      {
        A: {
          type: "number",
          minimum: 1,
          exclusiveMinimum: true,
          maximum: 9,
          exclusiveMaximum: false,
        },
      },
      "3.0.0",
    );
    expect(contract.document["components"]).toEqual({
      schemas: { A: { type: "number", exclusiveMinimum: 1, maximum: 9 } },
    });
  });

  it("have their patterns judged, though these escape what needs no escape", async () => {
    const pattern = String.raw`^[\w\-\:]+\-\d$`;
    const { contract } = await made({ A: { type: "string", pattern } });
    const schemas = JSON.stringify(contract.document["components"]);
    const [, strict = ""] = /"pattern":"(.*?)"/.exec(schemas) ?? [];
    const expression = new RegExp(String(JSON.parse(`"${strict}"`)), "u");
    expect(["a:-b-1", "a", "a;-1"].map((value) => expression.test(value))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("are judged by no keyword that JSON Schema does not have", async () => {
    const { contract } = await made({ A: { type: "string", propertyOrder: 1, "x-order": 1 } });
    expect(contract.document["components"]).toEqual({
      schemas: { A: { type: "string", "x-order": 1 } },
    });
  });

  it("require in no part what another part takes out of the direction", async () => {
    const { contract } = await made({
      A: { allOf: [ref("B"), { required: ["key", "name"] }] },
      B: {
        type: "object",
        properties: { key: { type: "string", writeOnly: true }, name: text },
      },
    });
    expect(contract.document["components"]).toMatchObject({
      schemas: {
        A: { allOf: [{}, { required: ["name"] }] },
        ARequest: { allOf: [{}, { required: ["key", "name"] }] },
      },
    });
  });

  it("ignore what stands beside a reference of OpenAPI 3.0, which 3.1 would heed", async () => {
    const parameters = [{ $ref: "#/components/parameters/P", required: true }];
    const given = {
      openapi: "3.0.3",
      info: { title: "Any", version: "1" },
      paths: { "/x": { get: { parameters, responses: ok(text) } } },
      components: { parameters: { P: { name: "p", in: "query", schema: text } } },
    };
    const { tables } = await tablesOf(given);
    expect(tables.get("types.gen.ts")).toContain("p?: string;");
  });
});
