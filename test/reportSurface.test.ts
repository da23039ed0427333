import { expect, test } from "vitest";
import { reportSurface } from "../scripts/reportSurface.ts";

const schema = (properties: object, more: object = {}): object => ({
  type: "object",
  properties,
  ...more,
});

const contract = (schemas: object, paths: object = {}): unknown => ({
  paths: {
    "/ev-charger": { get: { operationId: "listEvChargers", responses: { "200": {} } } },
    ...paths,
  },
  components: {
    schemas,
    parameters: { limit: { name: "limit", in: "query", schema: { maximum: 50 } } },
  },
});

const before = contract({
  EvCharger: schema({ id: {}, model: { type: "string" } }),
  Gone: schema({}),
});

const report = (after: unknown, from: unknown = before): string[] =>
  reportSurface(from, after)
    .split("\n")
    .map((line) => line.trim());

test("says that nothing changed when nothing did, whatever the order of keys", () => {
  const reordered = contract({
    Gone: schema({}),
    EvCharger: schema({ model: { type: "string" }, id: {} }),
  });
  expect(report(reordered)).toEqual(["Public surface: unchanged since it was last generated."]);
});

test("counts what there is when nothing was generated before", () => {
  expect(reportSurface(undefined, before)).toBe("Public surface: 1 operation, 2 schemas.");
});

test("names added and removed operations and schemas", () => {
  const after = contract(
    { EvCharger: schema({ id: {}, model: { type: "string" } }), Fresh: schema({}) },
    { "/ev-charger/{id}": { delete: { operationId: "removeEvCharger" } } },
  );
  expect(report(after)).toEqual([
    "Public surface, since it was last generated:",
    "- schema    Gone",
    "+ operation removeEvCharger  DELETE /ev-charger/{id}",
    "+ schema    Fresh",
  ]);
  expect(report(before, after)).toContain("- operation removeEvCharger  DELETE /ev-charger/{id}");
});

test("names the properties of a schema that were added, removed or changed, and what became required", () => {
  const after = contract({
    EvCharger: schema({ model: { type: "number" }, colour: {} }, { required: ["model"] }),
    Gone: schema({}),
  });
  expect(report(after)).toEqual([
    "Public surface, since it was last generated:",
    "~ schema    EvCharger  -id ~model +colour +model (required)",
  ]);
});

test("names the parameters, statuses and values that changed", () => {
  const limited = (maximum: number): unknown => ({
    paths: {
      "/a": {
        parameters: [{ $ref: "#/components/parameters/limit" }],
        get: { operationId: "a", responses: { "200": {}, [String(maximum)]: {} } },
      },
    },
    components: {
      parameters: { limit: { name: "limit", schema: { maximum } } },
      schemas: { Kind: { enum: ["old", String(maximum)] } },
    },
  });
  expect(report(limited(404), limited(409))).toEqual([
    "Public surface, since it was last generated:",
    "~ operation a  GET /a  -409 ~limit +404",
    "~ schema    Kind  -409 +404",
  ]);
});

test("names a server and a security scheme that changed", () => {
  const secured = (url: string, header: string): unknown => ({
    servers: [{ url }],
    components: { securitySchemes: { ApiKey: { type: "apiKey", in: "header", name: header } } },
  });
  expect(report(secured("https://b", "x-key"), secured("https://a", "x-api-key"))).toEqual([
    "Public surface, since it was last generated:",
    "- server    https://a",
    "~ security  ApiKey  ~name",
    "+ server    https://b",
  ]);
});

test("names the operations that began or ceased to need a key", () => {
  const secured = (security: object[]): unknown => ({
    security,
    paths: {
      "/a": { get: { operationId: "a" } },
      "/open": { get: { operationId: "open", security: [] } },
    },
  });
  expect(report(secured([]), secured([{ ApiKey: [] }]))).toEqual([
    "Public surface, since it was last generated:",
    "~ operation a  GET /a  ~security",
  ]);
});

test("names an operation whose shared response, or a header in it, changed", () => {
  const answering = (answered: string, required: boolean): unknown => ({
    paths: {
      "/a": {
        get: { operationId: "a", responses: { "200": { $ref: "#/components/responses/A" } } },
      },
    },
    components: {
      responses: {
        A: {
          headers: { Allow: { $ref: "#/components/headers/Allow" } },
          content: { "application/json": { schema: { $ref: `#/components/schemas/${answered}` } } },
        },
      },
      headers: { Allow: { required } },
      schemas: { A: {}, B: {} },
    },
  });
  const changed = ["Public surface, since it was last generated:", "~ operation a  GET /a  ~200"];
  expect(report(answering("B", true), answering("A", true))).toEqual(changed);
  expect(report(answering("A", false), answering("A", true))).toEqual(changed);
});

test("keeps a change of the documentation apart from one that programs notice", () => {
  const after = contract({
    EvCharger: schema({
      id: { description: "Its id.", examples: ["a"] },
      model: { type: "string" },
    }),
    Gone: schema({}),
  });
  expect(report(after)).toEqual([
    "Public surface, since it was last generated:",
    "1 more in documentation alone: EvCharger",
  ]);
});

test("takes a property that is called description for a property", () => {
  const from = contract({ EvCharger: schema({ description: {} }) });
  const after = contract({ EvCharger: schema({}) });
  expect(report(after, from)).toEqual([
    "Public surface, since it was last generated:",
    "~ schema    EvCharger  -description",
  ]);
});
