import { describe, expect, it } from "vitest";
import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";
import { made, ok, ref, text, typesOf } from "./generatedTypes.ts";

describe("the schemas of a contract", () => {
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
