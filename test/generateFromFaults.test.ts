import { describe, expect, it } from "vitest";
import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";
import { answer, contract, ok, json, one, refusal } from "./refusedContract.ts";

const parameter = (place: string, schema: unknown, more: object = {}): object =>
  one({ parameters: [{ name: "p", in: place, schema, ...more }] });
const list = { type: "array", items: { type: "string" } };
const object = { type: "object", properties: { a: { type: "string" } } };
const secured = (scheme: object): Record<string, unknown> =>
  one({}, { security: [{ s: [] }], components: { securitySchemes: { s: scheme } } } as object);

describe("a contract is refused, with the place and the next step,", () => {
  it.each([
    ["of Swagger 2", { swagger: "2.0", paths: {} }, /swagger: 2\.0 is not OpenAPI.*Convert/],
    ["of OpenAPI 3.2", { openapi: "3.2.0", paths: {} }, /openapi: 3\.2\.0 is not/],
    ["without an operation", contract({}), /paths: there is no operation. Add one/],
    [
      "with a cookie parameter",
      parameter("cookie", {}),
      /GET \/x: fetch cannot send the cookie parameter "p"\. Make it/,
    ],
    [
      "with an object in a query",
      parameter("query", object),
      /query parameter "p" has values of type object/,
    ],
    [
      "with nested deepObject",
      parameter("query", { type: "object", properties: { a: list } }, { style: "deepObject" }),
      /"p" has style deepObject, of more than text/,
    ],
    [
      "with a list of objects in a query",
      parameter("query", { type: "array", items: object }),
      /lists of lists or objects/,
    ],
    [
      "with a value of another type than JSON in a query",
      one({ parameters: [{ name: "p", in: "query", content: { "text/csv": {} } }] }),
      /"p" has a value of text\/csv/,
    ],
    [
      "with a list in a path",
      one(
        { parameters: [{ name: "p", in: "path", required: true, schema: list }] },
        { path: "/{p}" },
      ),
      /path parameter "p" has values of type array/,
    ],
    [
      "with a matrix in a path",
      one(
        { parameters: [{ name: "p", in: "path", required: true, style: "matrix", schema: {} }] },
        { path: "/{p}" },
      ),
      /"p" has style matrix/,
    ],
    [
      "with an object in a header",
      parameter("header", object),
      /header parameter "p" has values of type object/,
    ],
    [
      "with its key as a parameter",
      one({ parameters: [{ name: "Authorization", in: "header", schema: {} }] }),
      /OpenAPI ignores a parameter "Authorization"\. Declare a security scheme/,
    ],
    [
      "with a header that fetch writes",
      one({ parameters: [{ name: "Cookie", in: "header", schema: {} }] }),
      /fetch sends no header "Cookie"/,
    ],
    [
      "with a path parameter that is not declared",
      one({}, { path: "/x/{id}" }),
      /GET \/x\/\{id\}: its path has \{id\}, which is no parameter/,
    ],
    [
      "with a path parameter that its path has not",
      one({ parameters: [{ name: "id", in: "path", required: true, schema: {} }] }),
      /the path parameter "id" is not in its path/,
    ],
    ["with a query in a path", one({}, { path: "/x?a=b" }), /not one that begins with/],
    [
      "with a form as its body",
      one(
        {
          requestBody: {
            content: { "multipart/form-data": {}, "application/x-www-form-urlencoded": {} },
          },
        },
        { method: "post" },
      ),
      /POST \/x: it takes multipart\/form-data, application\/x-www-form-urlencoded, and the client sends JSON only/,
    ],
    ["with a body of GET", one({ requestBody: json({}) }), /fetch sends no body with it/],
    ["with TRACE", one({}, { method: "trace" }), /TRACE \/x: fetch sends no TRACE/],
    [
      "with text for an answer",
      one({ responses: { 200: { ...ok, content: { "text/plain": {} } } } }),
      /it answers 200 with text\/plain, and the client reads JSON only/,
    ],
    [
      "with bytes for an answer",
      one({ responses: { 200: { ...ok, content: { "application/octet-stream": {} } } } }),
      /application\/octet-stream/,
    ],
    [
      "that answers with redirects only",
      one({ responses: { 302: ok, 404: ok } }),
      /it has no answer of success/,
    ],
    [
      "with servers of an operation",
      one({ servers: [{ url: "https://other.example" }] }),
      /it has servers of its own/,
    ],
    [
      "with servers of a path",
      contract({ "/x": { servers: [{ url: "/v2" }], get: answer({}) } }),
      /it has servers of its own/,
    ],
    [
      "with a server whose variable has no default",
      { ...one({}), servers: [{ url: "https://{a}.example" }] },
      /servers: the variable a .* has no default/,
    ],
    [
      "with a server of another protocol",
      { ...one({}), servers: [{ url: "ftp://any.example" }] },
      /servers: ftp:\/\/any\.example is no http/,
    ],
    [
      "with a key in a cookie",
      secured({ type: "apiKey", in: "cookie", name: "k" }),
      /GET \/x: it asks for s \(apiKey in cookie\)/,
    ],
    [
      "with a key in the query",
      secured({ type: "apiKey", in: "query", name: "k" }),
      /s \(apiKey in query\)/,
    ],
    ["with user and password", secured({ type: "http", scheme: "basic" }), /s \(http basic\)/],
    ["with client certificates", secured({ type: "mutualTLS" }), /s \(mutualTLS\)/],
    [
      "with a scheme that is not declared",
      one({}, { security: [{ s: [] }] } as object),
      /s, which is not declared/,
    ],
    [
      "with two credentials at once",
      one({}, { security: [{ s: [], t: [] }] } as object),
      /it asks for s and t at once/,
    ],
  ])("%s", async (_, document, said) => {
    expect(await refusal(document)).toMatch(said);
  });

  it("with operations that no one credential is enough for", async () => {
    const document = contract(
      {
        "/a": { get: { ...answer({}), security: [{ key: [] }] } },
        "/b": { get: { ...answer({}), security: [{ token: [] }] } },
        "/c": { get: { ...answer({}), security: [{ token: [] }, { key: [] }] } },
      },
      {
        components: {
          securitySchemes: {
            key: { type: "apiKey", in: "header", name: "X-Key" },
            token: { type: "http", scheme: "bearer" },
          },
        },
      },
    );
    expect(await refusal(document)).toMatch(
      /1 problem:\n\nGET \/b: it is not content with what others ask for, the header x-key/,
    );
  });

  it("with all that is wrong at once", async () => {
    const document = contract({
      "/a": {
        get: { responses: { 200: { ...ok, content: { "text/plain": {} } } } },
        trace: answer({}),
      },
      "/b/{id}": { get: answer({ nullable: true }) },
    });
    expect(await refusal(document)).toMatch(
      /4 problems:\n\nGET \/a: .*\nTRACE \/a: .*\nGET \/b\/\{id\}: .*\nGET \/b\/\{id\}: /,
    );
  });

  it("but not with --partial, which leaves out what is wrong, and says so", async () => {
    const document = contract({
      "/a": { get: answer({ type: "string" }), trace: answer({}) },
      "/b": { get: answer({ nullable: true }) },
    });
    const { contract: carried, tables } = await tablesOf(document, true);
    expect(Object.keys(carried.wire)).toEqual(["GET /a"]);
    expect(carried.omitted.map(({ where }) => where)).toEqual(["TRACE /a", "GET /b"]);
    expect(tables.get("operations.gen.ts")).not.toContain("/b");
    expect(await refusal(contract({ "/a": { trace: answer({}) } }), true)).toContain(
      "no operation is left",
    );
  });
});
