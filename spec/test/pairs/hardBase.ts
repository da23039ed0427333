const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown) => ({ "application/json": { schema } });
const answer = (schema: unknown) => ({ description: "It.", content: json(schema) });
const body = (schema: unknown) => ({ required: true, content: json(schema) });
const done = { "204": { description: "Done." } };
const text = () => ({ type: "string" });
const object = (
  properties: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>> = {},
) => ({ type: "object", properties, ...rest });

/** What JSON Schema has beyond types and properties: once sent, once answered. */
const odd = (name: string) =>
  object(
    {
      pair: { type: "array", prefixItems: [text(), { type: "integer" }], items: false },
      map: {
        type: "object",
        patternProperties: { "^x-": text() },
        additionalProperties: false,
      },
      counts: { type: "object", additionalProperties: { type: "integer" } },
      free: object({ a: text() }),
      shut: object({ a: text() }, { additionalProperties: false }),
      word: { type: "string", not: { enum: ["no"] } },
      card: object({ number: text(), until: text() }, { dependentRequired: { number: ["until"] } }),
      mode: object(
        { way: text(), level: { type: "integer" } },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        { if: { properties: { way: { const: "a" } } }, then: { required: ["level"] } },
      ),
      whole: { allOf: [ref("Named"), object({ b: text() })], unevaluatedProperties: false },
      maybe: { oneOf: [ref("Owner"), { type: "null" }] },
      none: { type: ["string", "null"], maxLength: 5 },
      fixed: { const: "one" },
      list: { type: "array", items: text(), uniqueItems: true },
      keys: { type: "object", propertyNames: { pattern: "^[a-z]+$" } },
      local: { $ref: `#/components/schemas/${name}/$defs/Local` },
      any: {},
      short: { ...ref("Text"), description: "A short one.", maxLength: 5 },
      parts: { allOf: [ref("Named"), object({ size: { type: "integer" } })] },
      default: text(),
      "x-mark": text(),
      file: { type: "string", contentMediaType: "image/png" },
    },
    { $defs: { Local: { type: "string", minLength: 1 } } },
  );

/** A contract of what is seldom: each thing once. */
export const HARD = {
  openapi: "3.1.0",
  info: { title: "Odd things", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } },
  servers: [{ url: "https://api.example" }],
  security: [{ key: [], login: ["read", "write"] }, { token: [] }],
  tags: [{ name: "Odd" }],
  webhooks: {
    changed: { post: { operationId: "changed", requestBody: body(ref("Event")), responses: done } },
  },
  paths: {
    "/odd": {
      get: { operationId: "getOdd", responses: { "200": answer(ref("Got")) } },
      post: {
        operationId: "sendOdd",
        tags: ["Odd"],
        requestBody: body(ref("Sent")),
        responses: done,
      },
    },
    "/both": {
      get: { operationId: "getBoth", responses: { "200": answer(ref("Both")) } },
      put: { operationId: "putBoth", requestBody: body(ref("Both")), responses: done },
    },
    "/tree": { get: { operationId: "getTree", responses: { "200": answer(ref("Tree")) } } },
    "/asked": {
      post: {
        operationId: "ask",
        requestBody: body(ref("Ask")),
        responses: { "200": answer(ref("Expression")) },
      },
    },
    "/pet": {
      get: {
        operationId: "getPet",
        responses: {
          "200": {
            ...answer(ref("Pet")),
            headers: { "x-total": { required: true, schema: { type: "integer" } } },
            links: { self: { operationId: "getPet" } },
          },
          "4XX": answer(ref("Owner")),
          default: answer(ref("Named")),
        },
      },
    },
    "/alias": { $ref: "#/components/pathItems/Alias" },
    "/watch": {
      post: {
        operationId: "watch",
        requestBody: body(object({ url: text() })),
        responses: done,
        callbacks: {
          event: {
            "{$request.body#/url}": {
              post: { requestBody: body(ref("Event")), responses: { "200": answer(ref("Reply")) } },
            },
          },
        },
      },
    },
    "/search/{a}/{b}": {
      servers: [{ url: "https://search.example" }],
      get: {
        operationId: "search",
        parameters: [
          { name: "a", in: "path", required: true, schema: text() },
          { name: "b", in: "path", required: true, schema: text() },
          { name: "session", in: "cookie", schema: text() },
          {
            name: "filter",
            in: "query",
            content: json(object({ from: text(), to: text() })),
          },
          { name: "X-Ids", in: "header", schema: { type: "array", items: ref("Colour") } },
          { name: "where", in: "query", style: "deepObject", schema: object({ a: text() }) },
          { name: "raw", in: "query", allowReserved: true, schema: text() },
          { name: "tint", in: "query", schema: { ...ref("Colour"), default: "red" } },
        ],
        responses: done,
      },
    },
    "/form": {
      post: {
        operationId: "sendForm",
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: object({ file: {} }),
              encoding: { file: { contentType: "image/png" } },
            },
          },
        },
        responses: { "200": answer(undefined), "202": { description: "Later." } },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      login: {
        type: "oauth2",
        flows: {
          clientCredentials: {
            tokenUrl: "https://login.example",
            scopes: { read: "Read.", write: "Write." },
          },
        },
      },
    },
    pathItems: {
      Alias: { get: { operationId: "getAlias", responses: { "200": answer(ref("Owner")) } } },
    },
    schemas: {
      Sent: odd("Sent"),
      Got: odd("Got"),
      Both: object(
        {
          id: { type: "string", readOnly: true },
          password: { type: "string", writeOnly: true },
          note: text(),
          level: { type: "integer" },
        },
        { required: ["level"] },
      ),
      Text: { type: "string", maxLength: 10 },
      Colour: { type: "string", enum: ["red", "blue"] },
      Named: object({ name: text() }),
      Owner: object({ name: text(), mail: text() }, { required: ["name"] }),
      Tree: { allOf: [ref("Named"), object({ left: ref("Tree"), right: ref("Tree"), a: text() })] },
      Expression: { anyOf: [ref("Literal"), ref("Sum")] },
      Literal: object({ value: { type: "number" } }, { required: ["value"] }),
      Sum: object(
        { terms: { type: "array", items: ref("Expression") }, label: text() },
        { required: ["terms"] },
      ),
      Ask: { anyOf: [ref("Word"), ref("Every")] },
      Word: object({ word: text() }, { required: ["word"] }),
      Every: object({ all: { type: "array", items: ref("Ask") } }, { required: ["all"] }),
      Event: object({ at: text(), what: ref("What"), more: text() }, { required: ["at", "what"] }),
      What: { type: "string", enum: ["made", "gone"] },
      Reply: object({ heard: { type: "boolean" }, why: text() }, { required: ["heard"] }),
      Cat: object({ type: { const: "cat" }, purrs: text() }, { required: ["type"] }),
      Dog: object({ type: { const: "dog" }, barks: text() }, { required: ["type"] }),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: {
          propertyName: "type",
          mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" },
        },
      },
    },
  },
};
