import { describe, expect, it } from "vitest";
import { clientTableFrom } from "../generator/clientTableFrom.ts";
import { guardsFrom } from "../generator/guardsFrom.ts";

const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: "object",
  required,
  properties,
});
const text = { type: "string" };
const number = { type: "integer" };
const pagination = object({ limit: number, offset: number, total: number, hasMore: {} });
const envelope = (data: unknown) => object({ success: {}, data, meta: object({}) });
const page = (item: unknown) => object({ items: { type: "array", items: item }, pagination });
const inQuery = (...names: string[]) => names.map((name) => ({ name, in: "query" }));

/** The row and the method's type of an operation `getA`, whose success has the given schema. */
function made(schema: unknown, operation: Record<string, unknown> = {}, more: object = {}): string {
  const table = clientTableFrom({
    servers: [{ url: "https://moon.example" }],
    components: {
      securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } },
      schemas: { Thing: object({ id: text }), Paged: page({ $ref: "#/components/schemas/Thing" }) },
    },
    paths: {
      "/a/{aId}": {
        get: {
          operationId: "getA",
          responses: { 200: { content: { "application/json": { schema } } }, ...more },
          ...operation,
        },
      },
    },
  });
  const [row = ""] = /getA: \{.*(?=,\n)/.exec(table) ?? [];
  const [method = ""] = /readonly getA: \w+/.exec(table) ?? [];
  return `${row.replace('"method":"GET","path":"/a/{aId}"', "…")} ${method.slice(9)}`;
}

describe("the client's table", () => {
  it.each([
    ["an envelope", envelope(object({})), 'getA: {…,"envelope":true} getA: DataMethod'],
    [
      "what lacks meta as no envelope",
      object({ success: {}, data: {} }),
      "getA: {…} getA: BodyMethod",
    ],
    [
      "what can say that it is no success as no envelope",
      object({ success: { type: "boolean" }, data: {}, meta: object({}) }),
      "getA: {…} getA: BodyMethod",
    ],
    [
      "what has text for meta as no envelope",
      object({ success: { const: true }, data: {}, meta: text }),
      "getA: {…} getA: BodyMethod",
    ],
    [
      "an envelope that is composed",
      { allOf: [object({ success: {}, meta: {} }), object({ data: object({}) })] },
      'getA: {…,"envelope":true} getA: DataMethod',
    ],
    [
      "an envelope whose data is optional as none",
      object({ success: {}, data: {}, meta: {} }, ["success", "meta"]),
      "getA: {…} getA: BodyMethod",
    ],
  ])("knows %s", (_, schema, expected) => {
    expect(made(schema)).toBe(expected);
  });

  it.each([
    ["text", envelope(text), 'getA: {…,"envelope":true,"loose":true} getA: DataMethod'],
    ["null", { oneOf: [object({}), { type: "null" }] }, 'getA: {…,"loose":true} getA: BodyMethod'],
    ["a list", { type: "array", items: text }, "getA: {…} getA: BodyMethod"],
  ])("knows whether a result may be %s", (_, schema, expected) => {
    expect(made(schema)).toBe(expected);
  });

  const paged = { parameters: inQuery("limit", "offset") };
  it.each([
    [
      "a page in an envelope",
      envelope({ $ref: "#/components/schemas/Paged" }),
      paged,
      'getA: {…,"envelope":true,"itemId":"id"} getA: PageMethod',
    ],
    [
      "a page without an envelope",
      { $ref: "#/components/schemas/Paged" },
      paged,
      'getA: {…,"itemId":"id"} getA: BodyPageMethod',
    ],
    [
      "a page of items without ids",
      page(text),
      paged,
      'getA: {…,"itemId":""} getA: BodyPageMethod',
    ],
    [
      "a page whose offset cannot be asked for as no page",
      page(text),
      { parameters: inQuery("limit") },
      "getA: {…} getA: BodyMethod",
    ],
    [
      "a page whose total is text as no page",
      object({
        items: { type: "array", items: text },
        pagination: object({ limit: number, offset: number, total: text, hasMore: {} }),
      }),
      paged,
      "getA: {…} getA: BodyMethod",
    ],
    [
      "items without pagination as no page",
      object({ items: { type: "array", items: text } }),
      paged,
      "getA: {…} getA: BodyMethod",
    ],
  ])("knows %s", (_, schema, operation, expected) => {
    expect(made(schema, operation)).toBe(expected);
  });

  it("knows an envelope beside a success without a body, and none beside one of another shape", () => {
    expect(made(envelope(object({})), {}, { 204: { description: "" } })).toBe(
      'getA: {…,"empty":[204],"envelope":true} getA: DataMethod',
    );
    const other = { 201: { content: { "application/json": { schema: object({}) } } } };
    expect(made(envelope(object({})), {}, other)).toBe("getA: {…} getA: BodyMethod");
  });
});

describe("x-wait", () => {
  const wait = {
    method: "waitForA",
    guard: "isFinalA",
    property: "state",
    until: ["done", "gone"],
  };
  const documentWith = (extension: unknown, path = "/a/{aId}") => ({
    servers: [{ url: "https://moon.example" }],
    components: { securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } } },
    paths: { [path]: { get: { operationId: "getA", responses: {}, "x-wait": extension } } },
  });

  it("becomes a method that waits, and a type guard", () => {
    expect(clientTableFrom(documentWith(wait))).toContain(
      `  waitForA: {"operationId":"getA","parameter":"aId","property":"state","until":["done","gone"]},`,
    );
    expect(clientTableFrom(documentWith(wait))).toContain("readonly waitForA: WaitMethod<");
    expect(guardsFrom(documentWith(wait))).toContain("export function isFinalA<");
  });

  it("is not needed", () => {
    expect(guardsFrom(documentWith(undefined))).toBe("export {};\n");
  });

  it.each([
    [{ ...wait, method: undefined }, "GET /a/{aId}: x-wait needs a method, a guard and a property"],
    [{ ...wait, until: "done" }, "GET /a/{aId}: x-wait.until has to list the final values"],
    [{ ...wait, method: "then" }, `GET /a/{aId}: every client has a member "then" already`],
    [{ ...wait, guard: "is-final" }, `GET /a/{aId}: the x-wait.guard "is-final" cannot name`],
    [{ ...wait, guard: "isApiError" }, `GET /a/{aId}: the client exports "isApiError" already`],
    [{ ...wait, method: "getA" }, `GET /a/{aId}: GET /a/{aId} has the name "getA" too`],
  ])("%j is refused, and the error says what to do", (extension, message) => {
    const document = documentWith(extension);
    expect(() => [clientTableFrom(document), guardsFrom(document)]).toThrow(message);
  });

  it("needs exactly one path parameter", () => {
    expect(() => guardsFrom(documentWith(wait, "/a"))).toThrow(
      "GET /a: x-wait needs exactly one path parameter. Remove x-wait.",
    );
  });
});
