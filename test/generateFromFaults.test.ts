import { describe, expect, it } from "vitest";
import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";

const ok = { description: "It." };
const json = (schema: unknown): object => ({ content: { "application/json": { schema } } });
const answer = (schema: unknown): object => ({ responses: { 200: { ...ok, ...json(schema) } } });

/** A document with some paths, and whatever else is given. */
const contract = (paths: object, more: object = {}): Record<string, unknown> => ({
  openapi: "3.1.0",
  info: { title: "Any", version: "1" },
  servers: [{ url: "https://any.example" }],
  paths,
  ...more,
});

/** A contract of one operation, `GET /x` unless another method or path is named. */
const one = (operation: object, { method = "get", path = "/x", ...more } = {}) =>
  contract({ [path]: { [method]: { ...answer({}), ...operation } } }, more);

const parameter = (place: string, schema: unknown, more: object = {}): object =>
  one({ parameters: [{ name: "p", in: place, schema, ...more }] });
const list = { type: "array", items: { type: "string" } };
const object = { type: "object", properties: { a: { type: "string" } } };
const schemas = (all: object, ref = "A"): Record<string, unknown> =>
  contract(
    { "/x": { get: answer({ $ref: `#/components/schemas/${ref}` }) } },
    { components: { schemas: all } },
  );
const secured = (scheme: object): Record<string, unknown> =>
  one({}, { security: [{ s: [] }], components: { securitySchemes: { s: scheme } } } as object);

async function refusal(document: object, partial = false): Promise<string> {
  const made = tablesOf({ ...document }, partial);
  return made.then(
    () => "nothing is wrong",
    (error: unknown) => String(error),
  );
}

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
    [
      "with a type that is composed of itself",
      schemas({
        A: { allOf: [{ $ref: "#/components/schemas/B" }] },
        B: { oneOf: [{ $ref: "#/components/schemas/A" }] },
      }),
      /components\.schemas\.A: it is composed of itself[^]*components\.schemas\.B/,
    ],
    [
      "with nullable, which is none of 3.1",
      schemas({ A: { type: "string", nullable: true } }),
      /components\.schemas\.A: the keyword nullable cannot be carried.*"null"/,
    ],
    [
      "with references by anchors",
      schemas({ A: { $anchor: "a", type: "string" } }),
      /the keyword \$anchor/,
    ],
    [
      "with references that depend on who refers",
      schemas({ A: { $dynamicRef: "#a" } }),
      /the keyword \$dynamicRef/,
    ],
    [
      "with a schema that has no letters",
      schemas({ "42": {}, A: {}, "--": {} }),
      /the name "--": has no letters that can name a type/,
    ],
    [
      "with schemas of one name",
      schemas({ A: {}, "Pet.Item": {}, PetItem: {} }),
      /the name "PetItem": and "Pet\.Item" would both be the type PetItem\. Rename/,
    ],
    [
      "with an expression that is none",
      schemas({ A: { type: "string", pattern: "(" } }),
      /components\.schemas\.A: the pattern \( is no regular expression of JavaScript/,
    ],
    [
      "with operationIds of one name",
      contract({
        "/a": { get: { operationId: "list-pets", ...answer({}) } },
        "/b": { get: { operationId: "listPets", ...answer({}) } },
      }),
      /GET \/a: the operationId is "list-pets": its method would be "listPets", as that of GET \/b\. Rename it/,
    ],
    [
      "with derived names that are the same",
      contract({ "/a-b": { get: answer({}) }, "/a/b": { get: answer({}) } }),
      /GET \/a\/b: it has no operationId: its method would be "getAB", as that of GET \/a-b\. Give it one/,
    ],
    [
      "with an operationId in letters of no name",
      one({ operationId: "取得" }),
      /which has no letters that can name a method\. Rename/,
    ],
    [
      "with a method that every promise has",
      one({ operationId: "then" }),
      /every client has a member "then" already/,
    ],
    [
      "with a method that every object has",
      one({ operationId: "__proto__" }),
      /every client has a member "__proto__" already/,
    ],
    [
      "with a method of raw requests",
      one({ operationId: "GET" }),
      /every client has a member "GET" already/,
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
