import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import * as module from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { clientTableFrom } from "../generator/clientTableFrom.ts";
import { generateClient } from "../generateClient.ts";
import { callUntyped, serve } from "./serve.ts";

const ok = { "200": { description: "ok", content: { "application/json": {} } } };

function documentOf(paths: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return {
    openapi: "3.1.0",
    servers: [{ url: "https://moon.example/api" }],
    security: [{ MoonKey: [] }],
    components: {
      securitySchemes: { MoonKey: { type: "apiKey", in: "header", name: "x-moon-key" } },
    },
    paths,
    ...more,
  };
}

/** A document of one operation, `GET /a`. */
const oneOf = (operation: Record<string, unknown>) =>
  documentOf({ "/a": { get: { operationId: "getA", responses: ok, ...operation } } });

describe("clientTableFrom", () => {
  // Node before 22.13 cannot strip types.
  const canStrip = "stripTypeScriptTypes" in module;
  it.skipIf(!canStrip)(
    "derives a method that works for an operation that nobody wrote code for",
    async () => {
      const text = clientTableFrom(
        documentOf({
          "/moon/{crater}/buggies/{buggyId}": {
            parameters: [
              { name: "crater", in: "path", required: true, schema: { type: "string" } },
            ],
            put: {
              operationId: "driveBuggy",
              summary: "Drive a buggy",
              requestBody: { content: { "application/json": { schema: { type: "object" } } } },
              responses: { "204": { description: "on its way" } },
            },
          },
        }),
      );
      const script = encodeURIComponent(module.stripTypeScriptTypes(text));
      const table = `data:text/javascript,${script}`;
      vi.doMock("../src/operations.gen.ts", () => import(/* @vite-ignore */ table));
      vi.resetModules();
      const { createClient } = await import("../src/createClient.ts");
      vi.doUnmock("../src/operations.gen.ts");

      const { baseUrl, seen } = await serve((response, { url }) =>
        url?.endsWith("/broken") ? response.writeHead(200).end() : response.writeHead(204).end(),
      );
      const client = createClient({ apiKey: "key", baseUrl });
      const driveBuggy = (parts: object) => callUntyped(client, "driveBuggy", parts);
      const body = { route: { stops: [{ x: 1 }, { x: 2 }] } };
      const request = { path: { crater: "Tycho/2", buggyId: 7 }, query: { speed: [1, 2] }, body };
      expect(await driveBuggy({ ...request, header: { "x-driver": "eva" } })).toBeUndefined();
      expect(seen).toMatchObject([
        {
          method: "PUT",
          url: "/moon/Tycho%2F2/buggies/7?speed=1&speed=2",
          body: JSON.stringify(body),
          headers: { "x-moon-key": "key", "x-driver": "eva" },
        },
      ]);
      await expect(driveBuggy({ path: { crater: "a", buggyId: "broken" } })).rejects.toThrow(
        "PUT /moon/{crater}/buggies/{buggyId} answered 200 with an empty body",
      );
    },
  );

  it("lists every operation with its method and path, in the document's order", () => {
    const text = clientTableFrom(
      documentOf({
        "/b": {
          post: { operationId: "b", responses: ok },
          get: { operationId: "c", responses: ok },
        },
        "/a": { delete: { operationId: "delete", responses: ok }, "x-note": {} },
      }),
    );
    expect(text.match(/ {2}\w+: \{"method.*/g)).toEqual([
      `  c: {"method":"GET","path":"/b","loose":true},`,
      `  b: {"method":"POST","path":"/b","loose":true},`,
      `  delete: {"method":"DELETE","path":"/a","loose":true},`,
    ]);
    expect(text).toContain(`defaultBaseUrl = "https://moon.example/api"`);
    expect(text).toContain(`apiKeyHeader = "x-moon-key"`);
  });

  it("carries prose, documented errors and deprecation over as JSDoc", () => {
    const text = clientTableFrom(
      oneOf({
        summary: "Get an A",
        description: "The first letter. */ really\n\nAlways there.\n",
        deprecated: true,
        "x-sunset": "2027-06-30",
        responses: {
          ...ok,
          "404": { description: "No A. Look\nelsewhere." },
          "500": { $ref: "#/components/securitySchemes/MoonKey" },
        },
      }),
    );
    expect(text).toContain(`  /**
   * Get an A
   *
   * The first letter. *\\/ really
   *
   * Always there.
   *
   * @throws NotFoundError 404: No A.
   * @throws ServerError 500
   * @deprecated May be removed from 2027-06-30 on.
   */
  readonly getA: BodyMethod<"getA">;
`);
  });

  it.each([
    [{ operationId: undefined }, "GET /a: no operationId. Add one"],
    [{ operationId: "get-a" }, `GET /a: the operationId "get-a" cannot name a method. Use letters`],
    [{ operationId: "1st" }, `GET /a: the operationId "1st" cannot name a method`],
    [{ operationId: "then" }, `GET /a: every client has a member "then" already. Rename`],
    [{ operationId: "POST" }, `GET /a: every client has a member "POST" already. Rename`],
    [
      { parameters: [{ name: "sid", in: "cookie" }] },
      `GET /a: fetch cannot send the cookie parameter "sid". Make it a header`,
    ],
    [
      { requestBody: { content: { "text/xml": {} } } },
      `GET /a: the request body has no "application/json" content. Add one.`,
    ],
    [
      { parameters: [{ $ref: "#/components/parameters/b" }] },
      "$ref #/components/parameters/b: points to nothing",
    ],
  ])("refuses the operation %j, and says what to do", (operation, message) => {
    expect(() => clientTableFrom(oneOf(operation))).toThrow(message);
  });

  it("refuses two operations of one name, naming both", () => {
    const operation = { operationId: "same", responses: ok };
    expect(() =>
      clientTableFrom(documentOf({ "/a": { get: operation }, "/b": { put: operation } })),
    ).toThrow(`PUT /b: GET /a has the name "same" too. Rename one of them.`);
  });

  it.each([
    [{ servers: [] }, "servers[0].url: expected an absolute http(s) URL"],
    [{ servers: [{ url: "/v1" }] }, "servers[0].url: expected an absolute http(s) URL"],
    [{ servers: [{ url: "https://{region}.moon.example" }] }, "without variables"],
    [
      { security: [{ Other: [] }] },
      `components.securitySchemes: no scheme of type "apiKey" in "header"`,
    ],
    [{ components: {} }, `components.securitySchemes: no scheme of type "apiKey" in "header"`],
    [
      {
        components: { securitySchemes: { MoonKey: { type: "apiKey", in: "query", name: "key" } } },
      },
      `components.securitySchemes: no scheme of type "apiKey" in "header"`,
    ],
    [{ paths: undefined }, "Not an OpenAPI document"],
  ])("refuses a document with %j", (more, message) => {
    expect(() => clientTableFrom(documentOf({}, more))).toThrow(message);
  });
});

describe("generateClient", () => {
  it("names its source and the source's hash, and writes only what changed", async () => {
    const output = new URL("../src/operations.gen.ts", import.meta.url);
    await generateClient();
    const source = await readFile(
      fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json")),
    );
    const hash = createHash("sha256").update(source).digest("hex").slice(0, 12);
    expect((await readFile(output, "utf8")).split("\n", 1)[0]).toBe(
      `// Generated from @ev-charger/spec/openapi.json (sha256 ${hash}). Do not edit.`,
    );
    const { mtimeMs } = await stat(output);
    await generateClient();
    expect((await stat(output)).mtimeMs).toBe(mtimeMs);
  });
});
