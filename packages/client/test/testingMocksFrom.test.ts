import * as module from "node:module";
import { HttpHandler } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { mocksFrom } from "../generator/mocksFrom.ts";

const moon = "https://moon.example/api";

const json = (schema: object, more: object = {}) => ({
  description: "d",
  content: { "application/json": { schema, ...more } },
});
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: "object",
  required,
  properties,
});
const text = { type: "string" };
const whole = { type: "integer" };
const errorWith = (code: string, details: object = object({})) =>
  object({ code: { const: code }, message: { ...text, examples: ["No."] }, details });
const failure = (...errors: object[]) =>
  json(object({ success: { const: false }, error: { anyOf: errors } }));

const page = object({
  items: { type: "array", items: object({ id: text }) },
  pagination: object({ limit: whole, offset: whole, total: whole, hasMore: { type: "boolean" } }),
});
const query = (name: string, schema: object) => ({ name, in: "query", schema });

// Node before 22.13 cannot strip types.
describe.skipIf(!("stripTypeScriptTypes" in module))("mocksFrom", () => {
  it("makes a mock for an operation without content, and with a required header", async () => {
    const { mock, get } = await mocksOf({
      "/craters/{crater-id}/buggies/{buggy}": {
        parameters: [
          { name: "crater-id", in: "path", required: true, schema: whole },
          { name: "buggy", in: "path", required: true, schema: text },
        ],
        delete: {
          operationId: "ejectBuggy",
          parameters: [{ name: "If-Match", in: "header", required: true, schema: text }],
          responses: { "204": { description: "gone" } },
        },
      },
    });
    expect(await get("/craters/7/buggies/b", { method: "DELETE" })).toEqual([204, ""]);
    const spy = vi.fn<(request: object) => void>();
    mock("ejectBuggy", spy);
    await get("/craters/7/buggies/b:1", { method: "DELETE", headers: { "If-Match": "x" } });
    expect(spy.mock.calls[0]?.[0]).toMatchObject({ params: { "crater-id": 7, buggy: "b:1" } });
    expect(() => mock("ejectBuggy.brokenBody")).toThrow(
      "mock.ejectBuggy: no body, so none can break off. Use networkError().",
    );
    expect(() => mock("ejectBuggy.error", "GONE")).toThrow("There is none.");
  });

  it("makes up from schemas what has no example", async () => {
    const { mock, get, fetchOf } = await mocksOf({
      "/moons": {
        get: {
          operationId: "readMoon",
          responses: {
            "200": json({
              allOf: [
                object({
                  name: { ...text, examples: ["Io"] },
                  phase: { anyOf: [{ enum: ["new"] }, text] },
                }),
                object({ born: { ...text, format: "date-time" }, craters: { type: "array" } }, [
                  "born",
                ]),
              ],
            }),
            "409": failure(errorWith("BUSY", object({ by: { $ref: "#/components/schemas/Id" } }))),
            "4XX": failure(errorWith("ODD"), object({ code: text })),
            "500": json(object({ error: errorWith("LOST") }), {
              examples: { lost: { value: { error: { code: "LOST", message: "Lost." } } } },
            }),
            "503": {
              ...failure(errorWith("DOWN")),
              headers: { "Retry-After": { required: true, schema: { ...whole, minimum: 1 } } },
            },
          },
        },
      },
    });
    expect(await get("/moons")).toEqual([
      200,
      { name: "Io", phase: "new", born: "2026-01-01T00:00:00.000Z" },
    ]);
    mock("readMoon.error", "BUSY", { message: "Later." });
    expect(await get("/moons")).toEqual([
      409,
      { success: false, error: { code: "BUSY", message: "Later.", details: { by: "id_1" } } },
    ]);
    mock("readMoon.error", "ODD");
    expect(await get("/moons")).toMatchObject([400, { error: { code: "ODD" } }]);
    expect(() => mock("readMoon.error", "LOST", { example: "x" })).toThrow("There are: lost.");
    mock("readMoon.error", "DOWN");
    expect((await fetchOf("/moons")).headers.get("retry-after")).toBe("1");
  });

  it("recognises a list of pages without an envelope, with limits of its own", async () => {
    const { mock, get } = await mocksOf({
      "/rocks": {
        get: {
          operationId: "listRocks",
          parameters: [
            query("limit", { ...whole, default: 2, maximum: 3 }),
            query("offset", whole),
          ],
          responses: { "200": json(page) },
        },
      },
      "/stones": { get: { operationId: "listStones", responses: { "200": json(page) } } },
    });
    const items = ["a", "b", "c", "d"].map((id) => ({ id }));
    mock("listRocks", { data: { items } });
    expect(await get("/rocks")).toEqual([
      200,
      { items: items.slice(0, 2), pagination: { limit: 2, offset: 0, total: 4, hasMore: true } },
    ]);
    expect(await get("/rocks?limit=9&offset=1")).toMatchObject([200, { items: items.slice(1) }]);
    mock("listStones", { data: { items } });
    expect(await get("/stones?limit=1")).toMatchObject([200, { items }]);
  });

  it("merges into a body without an envelope, and keeps one that is no object", async () => {
    const { mock, get } = await mocksOf({
      "/names": {
        get: {
          operationId: "listNames",
          responses: { "200": json({ type: "array", items: text }, { example: ["Io"] }) },
        },
      },
      "/motto": {
        get: {
          operationId: "readMotto",
          responses: {
            "200": { description: "d", content: { "text/plain": { example: "Onward" } } },
          },
        },
      },
    });
    expect(await get("/names")).toEqual([200, ["Io"]]);
    mock("listNames", { data: ["Europa"] });
    expect(await get("/names")).toEqual([200, ["Europa"]]);
    expect(await get("/motto")).toEqual([200, "Onward"]);
  });

  it("leaves a request to the operation with the more specific path, in any order", async () => {
    const operation = (operationId: string) => ({
      get: { operationId, responses: { "200": json(text, { example: operationId }) } },
    });
    const { mock, get } = await mocksOf({
      "/moons/{id}": operation("readMoon"),
      "/moons/latest": operation("readLatest"),
    });
    expect(await get("/moons/latest")).toEqual([200, "readLatest"]);
    mock("readMoon");
    expect(await get("/moons/latest")).toEqual([200, "readLatest"]);
    expect(await get("/moons/7")).toEqual([200, "readMoon"]);
  });

  it("reads lists of parameters, and tells successes of several statuses apart by name", async () => {
    const { mock, get } = await mocksOf({
      "/scan": {
        post: {
          operationId: "scan",
          parameters: [
            query("area", { type: "array", items: whole }),
            { ...query("tags", { type: "array", items: text }), explode: false },
          ],
          responses: {
            "200": json(text, { examples: { done: { value: "done" } } }),
            "202": json(text, { examples: { done: { value: "soon" } } }),
          },
        },
      },
    });
    const spy = vi.fn<() => object>(() => ({ example: "done202" }));
    mock("scan", spy);
    expect(await get("/scan?area=1&area=2&tags=a,b", { method: "POST" })).toEqual([202, "soon"]);
    expect(spy).toHaveBeenCalledWith(
      expect.objectContaining({ query: { area: [1, 2], tags: ["a", "b"] } }),
    );
  });

  it("says which operation has no operationId", () => {
    const get = { responses: { "200": json(text) } };
    expect(() => mocksFrom({ paths: { "/a": { get } } })).toThrow("GET /a: no operationId.");
    expect(() => mocksFrom({})).toThrow('it has no "paths"');
  });
});

/** The mocks of a document, at work for one test. */
async function mocksOf(paths: Record<string, object>) {
  const code = mocksFrom({
    openapi: "3.1.0",
    paths,
    components: { schemas: { Id: { type: "string", example: "id_1" } } },
  });
  const table = `data:text/javascript,${encodeURIComponent(module.stripTypeScriptTypes(code))}`;
  vi.doMock("../src/mocks.gen.ts", () => import(/* @vite-ignore */ table));
  vi.resetModules();
  const { createMocks } = await import("../src/testing.ts");
  vi.doUnmock("../src/mocks.gen.ts");
  const mocks = createMocks({ baseUrl: moon });
  const server = setupServer(...mocks.handlers());
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());

  /** Puts a handler over the others: its maker is named as a member of `mock`, e.g. "scan.error". */
  const mock = (path: string, ...given: readonly unknown[]): void => {
    const member = path
      .split(".")
      .reduce<unknown>((value, name) => Reflect.get(Object(value), name), mocks.mock);
    if (typeof member !== "function") throw new Error(`there is no mock.${path}`);
    const handler: unknown = Reflect.apply(member, undefined, given);
    if (!(handler instanceof HttpHandler)) throw new Error(`mock.${path} makes no handler`);
    server.use(handler);
  };
  const fetchOf = (path: string, init?: RequestInit) => fetch(moon + path, init);
  const get = async (
    path: string,
    init?: RequestInit,
  ): Promise<[status: number, body: unknown]> => {
    const answer = await fetchOf(path, init);
    const isJson = answer.headers.get("content-type")?.includes("json");
    return [answer.status, isJson === true ? await answer.json() : await answer.text()];
  };
  return { mock, get, fetchOf };
}
