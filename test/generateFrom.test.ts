import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecord } from "../scripts/isRecord.ts";
import { emptyFolder, type GeneratedPackage, generatedPackage } from "./generatedPackage.ts";

const contracts = fileURLToPath(new URL("contracts/", import.meta.url));

describe("a pet store of many files, with a token, names that are none, and several media types", () => {
  let made: GeneratedPackage;
  beforeAll(async () => {
    const usage = `
      import { type Client, isApiError, type PageSchema, type Pet, type ProblemDetails } from "./index.ts";
      export async function use(client: Client): Promise<void> {
        const pets: Pet[] = await client.listPets({ query: { status: ["free"], filter: { age: 1 } } });
        await client.createPets({ body: { name: "Ada", status: "sold", secret: "s" } });
        // @ts-expect-error -- the API gives the id
        await client.createPets({ body: { id: 1, name: "Ada", status: "sold" } });
        // @ts-expect-error -- what is only written is never read
        void pets[0]?.secret;
        const gone: undefined = await client.delete({ path: { id: 1 } });
        const there: undefined = await client.hasPet({ path: { id: 1 } });
        const health: string = await client.getHealth();
        await client.toString();
        await client.toString({ query: { limit: 2, where: {}, piped: ["a"], constructor: true } });
        const { error } = await client.getPet({ path: { id: 1 }, query: { id: "me" } }).safe();
        if (error?.status === 404) {
          const details: ProblemDetails | undefined = error.details;
          void details;
        }
        if (error?.status === 403) {
          const details: undefined = error.details;
          void details;
        }
        const deleted = await client.delete({ path: { id: 1 } }).safe();
        if (deleted.error?.status === 418) {
          const details: ProblemDetails | undefined = deleted.error.details;
          void details;
        }
        const raw = await client.GET("/pets/{id}", { params: { path: { id: 1 } } });
        const body: Pet | ProblemDetails = raw.data ?? raw.error;
        if (isApiError(error)) void error.code;
        const page: PageSchema = { number: 1 };
        void [gone, there, health, body, page];
      }`;
    made = await generatedPackage(join(contracts, "petstore/openapi.yaml"), usage, {
      apiKey: "secret-token",
    });
  });
  afterAll(() => made?.remove());

  it("answers with what the contract documents, read by the media type that it has", async () => {
    expect(await made.ask("listPets")).toEqual([{ id: 7, name: "Rex", status: "free" }]);
    expect(made.sent().headers.get("accept")).toBe(
      "application/vnd.pets+json, application/problem+json",
    );
    expect(await made.ask("getHealth")).toBe("up");
  });

  it("writes lists with commas and deep objects where the contract wants them, and repeats others", async () => {
    await made.ask("listPets", {
      query: { status: ["free", "sold"], tags: ["a b", "c"], filter: { age: 3, name: "x&y" } },
      header: { "x-trace": "t" },
    });
    expect(made.sent().url.search).toBe(
      "?status=free,sold&tags=a%20b&tags=c&filter[age]=3&filter[name]=x%26y",
    );
    expect(made.sent().headers.get("x-trace")).toBe("t");
  });

  it("writes other styles of a query, and lists in headers, as the contract has them", async () => {
    const found = await made.ask("toString", {
      query: {
        limit: 2,
        piped: ["a", "c"],
        spaced: ["a", "b"],
        where: { age: [1, 2] },
        reserved: "a/b&c=d#e",
        constructor: true,
      },
      header: { "X-Words": ["one", "two"] },
    });
    expect(found).toEqual([]);
    const { search } = made.sent().url;
    expect(search).toContain("?limit=2&piped=a%7Cc&spaced=a%20b&where=%7B%22age%22");
    const values = new URLSearchParams(search);
    expect(values.get("where")).toBe('{"age":[1,2]}');
    expect(values.get("reserved")).toBe("a/b&c=d#e");
    expect(values.get("constructor")).toBe("true");
    expect(made.sent().headers.get("x-words")).toBe("one,two");
    expect(made.sent().headers.get("accept")).toBe("application/json");
  });

  it("refuses a value that its list's separator would cut in two", async () => {
    for (const query of [{ piped: ["a|b"] }, { spaced: ["a b"] }]) {
      const call = made.ask("toString", { query: { limit: 1, ...query } });
      await expect(call).rejects.toThrow("query: cannot be sent");
    }
    await made.ask("listPets", { query: { status: ["free,sold", "free"] } }).catch(() => {});
    expect(made.sent().url.search).toBe("?status=free%2Csold,free");
  });

  it("sends the token as a bearer, to the operations that ask for one and no other", async () => {
    await made.ask("getPet", { path: { id: 7 } });
    expect(made.sent().headers.get("authorization")).toBe("Bearer secret-token");
    await made.ask("getHealth");
    expect(made.sent().headers.has("authorization")).toBe(false);
  });

  it("keeps parameters of one name in path and query apart", async () => {
    await made.ask("getPet", { path: { id: 7 }, query: { id: "me" } });
    expect(`${made.sent().url.pathname}${made.sent().url.search}`).toBe("/pets/7?id=me");
  });

  it("sends a body with the media type that the operation takes", async () => {
    expect(await made.ask("updatePets", { path: { id: 7 }, body: { name: "Max" } })).toMatchObject({
      name: "Max",
    });
    expect(made.sent().headers.get("content-type")).toBe("application/merge-patch+json");
    await made.ask("createPets", { body: { name: "Ada", status: "free" } });
    expect(made.sent().headers.get("content-type")).toBe("application/json");
  });

  it("takes answers without a body: of HEAD, and of 204", async () => {
    expect(await made.ask("hasPet", { path: { id: 7 } })).toBeUndefined();
    expect(await made.ask("delete", { path: { id: 7 } })).toBeUndefined();
    expect(made.sent().method).toBe("DELETE");
  });

  it("rejects with the API's own words, and its body as details", async () => {
    const call = made.ask("getPet", { path: { id: 7 } }, { headers: { prefer: "code=404" } });
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      name: "NotFoundError",
      status: 404,
      code: "HTTP_404",
      details: { title: "Gone fishing", status: 404 },
    });
    expect(String(error)).toContain("Gone fishing");
    expect(await made.call("index", "isClientError", error)).toBe(true);
  });

  it("resolves raw requests to the error that the contract documents", async () => {
    const init = { params: { path: { id: 7 } }, headers: { prefer: "code=404" } };
    expect(await made.ask("GET", "/pets/{id}", init)).toMatchObject({
      error: { title: "Gone fishing" },
    });
  });

  it("rejects a raw request whose error says nothing, as it would pass for none", async () => {
    for (const body of ["null", "", "<p>Not found</p>"]) {
      const options = {
        params: { path: { id: 7 } },
        fetch: async () => new Response(body, { status: 404 }),
      };
      await expect(made.ask("GET", "/pets/{id}", options)).rejects.toMatchObject({ status: 404 });
    }
  });

  it("judges bodies by the contract: what the API alone sets is not to be sent", async () => {
    const validators = await made.exported("validate", "validators");
    const guard = await made.call("validate", "validate", { validators });
    const body = { id: 1, name: "", status: "free" };
    const options = { middleware: [guard] };
    await expect(made.ask("createPets", { body }, options)).rejects.toThrow("/name");
    await expect(
      made.ask("createPets", { body: { name: "Ada", status: "free" } }, options),
    ).resolves.toMatchObject({ id: 8 });
  });

  it("wants a token when it is made, and says where from", async () => {
    await expect(made.call("index", "createClient")).rejects.toThrow("PET_STORE_API_KEY");
  });

  it("begins each file by saying that it is generated, and tells nothing of this repository's API", async () => {
    const files = [
      "README.md",
      "tsconfig.json",
      "src/index.ts",
      "src/types.gen.ts",
      "src/validate/joined.ts",
    ];
    for (const file of files) {
      const [first] = (await readFile(join(made.folder, file), "utf8")).split("\n");
      expect(first, file).toMatch(
        /Generated from openapi\.yaml \(sha256 [\da-f]{12}\)\. Do not edit\./,
      );
    }
    const text = await readFile(join(made.folder, "package.json"), "utf8");
    expect(text).toMatch(/^\{\n {2}"\/\/": "Generated from openapi.yaml/);
    const manifest: unknown = JSON.parse(text);
    const exact = /^\d+\.\d+\.\d+$/;
    expect(manifest).toMatchObject({ name: "pet-store-client", version: "1.4.0" });
    expect(manifest).toHaveProperty(
      ["dependencies", "openapi-fetch"],
      expect.stringMatching(exact),
    );
    expect(manifest).toHaveProperty(
      ["devDependencies", "typescript"],
      expect.stringMatching(exact),
    );
  });
});

describe("shapes and trees that contain themselves, with a key in a header", () => {
  let made: GeneratedPackage;
  beforeAll(async () => {
    const usage = `
      import type { Anything, Client, Dog, Shape, Tree } from "./index.ts";
      export async function use(client: Client): Promise<void> {
        const shapes: Shape[] = await client.listShapes();
        for (const shape of shapes) {
          if (shape.kind === "round") void (shape.radius satisfies number);
          else if (shape.kind === "group") void (shape.members satisfies Shape[]);
          else void (shape.kind satisfies "Square");
        }
        await client.replaceShapes({ body: [{ kind: "group", members: [{ kind: "round", radius: 1 }] }] });
        // @ts-expect-error -- no shape is of this kind
        await client.replaceShapes({ body: [{ kind: "Circle", radius: 1 }] });
        const tree: Tree = await client.getTree({ path: { name: "oak" } });
        void (tree.root.children?.[0]?.children?.[0]?.value satisfies Anything | undefined);
        const dog: Dog = await client.addDog({
          body: { name: "Rex", legs: 4, breed: null, place: [1, 2], sizes: [[1], [2]] },
        });
        void (dog.name satisfies string);
        void (dog.sizes satisfies number[][] | undefined);
        // @ts-expect-error -- a mammal has legs
        await client.addDog({ body: { name: "Rex" } });
        // @ts-expect-error -- a dog has a name
        await client.addDog({ body: { legs: 4 } });
      }`;
    made = await generatedPackage(join(contracts, "deep.yaml"), usage, { apiKey: "shape-key" });
  });
  afterAll(() => made?.remove());

  it("answers with what contains itself, and sends the key in the header of the contract", async () => {
    expect(await made.ask("listShapes")).toMatchObject([
      { kind: "round" },
      { kind: "Square" },
      { kind: "group", members: [{ kind: "group", members: [] }] },
    ]);
    expect(made.sent().headers.get("x-shape-key")).toBe("shape-key");
    expect(made.sent().headers.has("authorization")).toBe(false);
    expect(await made.ask("getTree", { path: { name: "oak" } })).toMatchObject({ note: "old" });
  });

  it("takes what is documented for every status for the answer of success, where there is no other", async () => {
    const body = { name: "Rex", legs: 4, breed: "collie" };
    expect(await made.ask("addDog", { body })).toMatchObject({ name: "Rex", breed: null });
  });

  it("judges a union by the property that tells its branches apart, however alike they are", async () => {
    const validators = await made.exported("validate", "validators");
    const guard = await made.call("validate", "validate", { validators });
    const replaced = async (): Promise<Response> => new Response(null, { status: 204 });
    const replace = (...shapes: object[]): Promise<unknown> =>
      made.ask("replaceShapes", { body: shapes }, { middleware: [guard], fetch: replaced });
    await expect(replace({ kind: "Square", radius: 1, side: 2 })).resolves.toBeUndefined();
    await expect(replace({ kind: "group", members: [{ kind: "cube" }] })).rejects.toThrow("/kind");
  });
});

describe("300 operations without pagination, without operationIds, servers or security", () => {
  let made: GeneratedPackage;
  let folder: string;
  beforeAll(async () => {
    const usage = `
      import type { Client } from "./index.ts";
      export async function use(client: Client): Promise<void> {
        void ((await client.getThing7()).thing7 satisfies number);
        void ((await client.postThing99({ body: { thing99: 1 } })).thing99 satisfies number);
        void (await client.deleteThing0ById({ path: { id: "a" } }) satisfies undefined);
      }`;
    folder = await emptyFolder();
    const file = join(folder, "large.json");
    await writeFile(file, JSON.stringify(largeContract()));
    made = await generatedPackage(file, usage, {});
  });
  afterAll(async () => {
    await made?.remove();
    await rm(folder, { recursive: true });
  });

  it("has a method for each, named by its method and path", async () => {
    const operations = await made.exported("operations.gen", "operations");
    expect(isRecord(operations) && Object.keys(operations)).toHaveLength(300);
    expect(await made.ask("getThing7")).toEqual({ thing7: 7 });
    expect(await made.ask("postThing99", { body: { thing99: 5 } })).toEqual({ thing99: 99 });
    expect(await made.ask("deleteThing0ById", { path: { id: "a/b" } })).toBeUndefined();
    expect(made.sent().url.pathname).toBe("/thing-0/a%2Fb");
  });

  it("needs no key and refuses one, and has to be told where the API is", async () => {
    await expect(made.call("index", "createClient", {})).rejects.toThrow("baseUrl");
    const options = { baseUrl: made.mock.url, apiKey: "some-key" };
    await expect(made.call("index", "createClient", options)).rejects.toThrow(
      "names no credential",
    );
    expect(await readFile(join(made.folder, "README.md"), "utf8")).toContain("pass `baseUrl`");
  });
});

/** A hundred things, each to be read, written and removed. */
function largeContract(): object {
  const paths: Record<string, object> = {};
  const schemas: Record<string, object> = {};
  for (let number = 0; number < 100; number += 1) {
    const name = `thing${number}`;
    const content = {
      "application/json": {
        schema: { $ref: `#/components/schemas/${name}` },
        example: { [name]: number },
      },
    };
    schemas[name] = {
      type: "object",
      required: [name],
      properties: { [name]: { type: "integer" } },
    };
    const ok = { responses: { 200: { description: "It.", content } } };
    paths[`/thing-${number}`] = {
      get: ok,
      post: { ...ok, requestBody: { required: true, content } },
    };
    const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
    paths[`/thing-${number}/{id}`] = {
      parameters: [id],
      delete: { responses: { 204: { description: "Gone." } } },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Large", version: "1" },
    paths,
    components: { schemas },
  };
}
