import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecord } from "../scripts/isRecord.ts";
import { emptyFolder, type GeneratedPackage, generatedPackage } from "./generatedPackage.ts";

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
