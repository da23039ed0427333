import { describe, expect, it } from "vitest";
import { firstCall } from "../scripts/generateFrom/firstCall.ts";
import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";

const ok = { responses: { 200: { description: "", content: { "application/json": {} } } } };
const document = (paths: object, more: object = {}): Record<string, unknown> => ({
  openapi: "3.1.0",
  info: { title: "Any", version: "1" },
  paths,
  ...more,
});

describe("a method is called", () => {
  it.each([
    ["list_pets", "list_pets"],
    ["ListPets", "ListPets"],
    ["list-pets", "listPets"],
    ["pets.list", "listPets"],
    ["v1.pets.list", "listV1Pets"],
    ["Pets/Find by tag", "petsFindByTag"],
    ["2fa", "_2fa"],
    ["créer", "creer"],
    ["class", "class"],
    ["toString", "toString"],
  ])("of the operationId %j %s", async (operationId, name) => {
    const { tables } = await tablesOf(document({ "/x": { get: { operationId, ...ok } } }));
    expect(tables.get("operations.gen.ts")).toContain(`  readonly ${name}: BodyMethod<"${name}">;`);
  });

  it.each([
    ["/", "get"],
    ["/pets/{petId}/toys", "getPetsByPetIdToys"],
    ["/pet-toys/{toy-id}.json", "getPetToysByToyIdJson"],
  ])("of the path %s without an operationId %s", async (path, name) => {
    const parameters = [...path.matchAll(/\{(.*?)\}/g)].map(([, parameter]) => ({
      name: parameter,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    const { contract } = await tablesOf(document({ [path]: { parameters, get: ok } }));
    expect(contract.renamed).toEqual([[`GET ${path}`, name]]);
  });
});

describe("requests go", () => {
  it.each([
    [[{ url: "https://a.example/v1/" }, { url: "https://b.example" }], "https://a.example/v1"],
    [[{ url: "https://{a}.example", variables: { a: { default: "eu" } } }], "https://eu.example"],
    [[{ url: "/api/v3" }], ""],
    [undefined, ""],
  ])("of the servers %j to %j", async (servers, baseUrl) => {
    const { contract } = await tablesOf(document({ "/x": { get: ok } }, { servers }));
    expect(contract.baseUrl).toBe(baseUrl);
  });

  it("to the one server, though a path names it again", async () => {
    const servers = [{ url: "https://a.example" }];
    const { contract } = await tablesOf(document({ "/x": { servers, get: ok } }, { servers }));
    expect(contract.baseUrl).toBe("https://a.example");
  });
});

describe("the README's program", () => {
  it("calls the simplest operation, with what it cannot do without", async () => {
    const id = { name: "id", in: "path", required: true, schema: { type: "integer", minimum: 5 } };
    const all = { name: "all", in: "query", schema: { type: "boolean" } };
    const body = { type: "object", required: ["name"], properties: { name: { enum: ["Rex"] } } };
    const requestBody = { required: true, content: { "application/json": { schema: body } } };
    const paths = {
      "/x/{id}": { parameters: [id, all], put: { ...ok, operationId: "put", requestBody } },
    };
    const naming = { name: "any-client", prefix: "ANY" };
    const { contract: hard } = await tablesOf(document(paths));
    expect(firstCall(hard, naming)).toContain(
      'client.put({"path":{"id":5},"body":{"name":"Rex"}})',
    );
    expect(firstCall(hard, naming)).toContain(
      'createClient({ baseUrl: "https://api.example.com" })',
    );

    const simple = { "/y": { get: { ...ok, operationId: "list" } } };
    const servers = [{ url: "http://any.example" }];
    const { contract } = await tablesOf(document({ ...paths, ...simple }, { servers }));
    expect(firstCall(contract, naming)).toContain("createClient({ dangerouslyAllowHttp: true })");
    expect(firstCall(contract, naming)).toContain("client.list()");
  });
});

describe("the credential", () => {
  const schemes = {
    key: { type: "apiKey", in: "header", name: "X-Key" },
    token: { type: "http", scheme: "Bearer" },
    login: { type: "oauth2", flows: {} },
    oidc: { type: "openIdConnect", openIdConnectUrl: "https://a.example" },
    cookie: { type: "apiKey", in: "cookie", name: "c" },
  };
  const bearer = { header: "authorization", prefix: "Bearer ", required: true };
  const credentialOf = async (...securities: readonly unknown[]) => {
    const paths: Record<string, object> = {};
    for (const [index, security] of securities.entries()) {
      paths[`/${index}`] = { get: { ...ok, ...(security !== undefined && { security }) } };
    }
    const components = { securitySchemes: schemes };
    const made = await tablesOf(document(paths, { components }));
    const { credential, wire } = made.contract;
    return { credential, secured: Object.keys(wire).filter((where) => wire[where]?.secured) };
  };

  it.each([
    ["an API key, as it is", [{ key: [] }], { header: "x-key", prefix: "", required: true }],
    ["a token of http bearer", [{ token: [] }], bearer],
    ["a token of OAuth 2", [{ login: ["read"] }], bearer],
    ["a token of OpenID Connect", [{ oidc: [] }], bearer],
    ["what can be sent of several", [{ cookie: [] }, { token: [] }], bearer],
    ["what is optional, without insisting", [{}, { token: [] }], { ...bearer, required: false }],
  ])("is %s", async (_, security, credential) => {
    expect(await credentialOf(security)).toEqual({ credential, secured: ["GET /0"] });
  });

  it("is none where none is asked for, though schemes are declared", async () => {
    expect(await credentialOf(undefined, [])).toEqual({ credential: undefined, secured: [] });
    expect(await credentialOf([{ cookie: [] }, {}])).toEqual({
      credential: undefined,
      secured: [],
    });
  });

  it("is the one that all are content with, and goes to no operation that asks for nothing", async () => {
    const made = await credentialOf(
      [{ key: [] }, { token: [] }],
      [{ login: [] }],
      [],
      [{ token: [] }],
    );
    expect(made).toEqual({ credential: bearer, secured: ["GET /0", "GET /1", "GET /3"] });
  });

  it("goes to no operation that would rather have another, and can do without", async () => {
    const made = await credentialOf([{ token: [] }], [{ cookie: [] }, {}]);
    expect(made).toEqual({ credential: bearer, secured: ["GET /0"] });
  });

  it("takes the place of a parameter of its name", async () => {
    const parameters = [{ name: "X-KEY", in: "header", required: true, schema: {} }];
    const security = [{ key: [] }];
    const made = await tablesOf(
      document(
        { "/x": { get: { ...ok, parameters, security } } },
        { components: { securitySchemes: schemes } },
      ),
    );
    expect(made.tables.get("types.gen.ts")).not.toContain("X-KEY");
  });
});
