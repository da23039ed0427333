import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeneratedPackage, generatedPackage } from "./generatedPackage.ts";

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
