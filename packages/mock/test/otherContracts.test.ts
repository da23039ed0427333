import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Mock } from "../src/startMock.ts";
import { startMock } from "../src/startMock.ts";

// What our own contract does not have, and what it may have tomorrow.
let folder: string;
let mock: Mock | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-"));
});
afterEach(async () => {
  await mock?.stop();
  await rm(folder, { recursive: true });
});

async function serve(paths: object): Promise<Mock> {
  const contract = join(folder, "openapi.json");
  const info = { title: "Other", version: "1" };
  await writeFile(contract, JSON.stringify({ openapi: "3.1.0", info, paths }));
  mock = await startMock({ port: 0, contract });
  return mock;
}

const empty = { description: "" };
const json = (schema: object, examples = {}) => ({
  ...empty,
  content: { "application/json": { schema, examples } },
});
const query = (schema: object, more = {}) => ({ name: "q", in: "query", schema, ...more });

describe("a mock of another contract", () => {
  it("prefers a literal path to a template, even for the methods that it has not", async () => {
    const { url } = await serve({
      "/things/{id}": { get: { responses: { 200: empty } } },
      "/things/special": { post: { responses: { 201: empty } } },
    });
    expect((await fetch(`${url}/things/special`, { method: "POST" })).status).toBe(201);
    const answer = await fetch(`${url}/things/special`);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await fetch(`${url}/things/other`)).status).toBe(200);
  });

  it("answers with JSON where the contract has a range of media types", async () => {
    const content = { "*/*": { schema: {}, example: { a: 1 } } };
    const { url } = await serve({ "/x": { get: { responses: { 200: { ...empty, content } } } } });
    const answer = await fetch(`${url}/x`);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.json()).toEqual({ a: 1 });
  });

  it("answers a problem where the contract documents no error", async () => {
    const requestBody = { required: true, content: { "application/json": { schema: true } } };
    const { url } = await serve({ "/x": { post: { requestBody, responses: { 200: empty } } } });
    const post = (body: string) =>
      fetch(`${url}/x`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const answers = [
      await fetch(`${url}/nope`),
      await fetch(`${url}/x`),
      await post("{"),
      await post(" ".repeat(2 ** 21)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 405, 400, 413]);
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ status: answer.status });
    }
    expect((await post("{}")).status).toBe(200);
  });

  it("keeps Prism's documented 422 where the contract has no 400", async () => {
    const responses = { 200: empty, 422: json({}, { bad: { value: { no: 1 } } }) };
    const { url } = await serve({
      "/x": { get: { parameters: [query({ type: "integer" })], responses } },
    });
    const answer = await fetch(`${url}/x?q=a`);
    expect([answer.status, await answer.json()]).toEqual([422, { no: 1 }]);
  });

  it("explains a violation in ASCII and in a header of bounded length", async () => {
    const schema = {
      enum: [
        "20 °C",
        ..."x"
          .repeat(300)
          .split("")
          .map((x, at) => `${at}${x.repeat(60)}`),
      ],
    };
    const { url } = await serve({
      "/x": { get: { parameters: [query(schema)], responses: { 200: empty, 400: json({}) } } },
    });
    const answer = await fetch(`${url}/x?q=a`);
    const why = answer.headers.get("sl-violations") ?? "";
    expect(answer.status).toBe(400);
    expect(why).toContain("20 \\u00b0C");
    expect(why.length).toBe(8_000);
  });

  it("tells with every answer until when a deprecated operation stays, to pages of any origin, too", async () => {
    const parameters = [query({ type: "integer" })];
    const old = { deprecated: true, parameters, responses: { 200: empty } };
    const { url } = await serve({
      "/old": { get: { ...old, "x-sunset": "2027-06-30" }, put: { responses: { 200: empty } } },
      "/undated": { get: old },
      "/kept": { get: { "x-sunset": "2027-06-30", responses: { 200: empty } } },
    });
    const told = async (path: string, method = "GET") => {
      const { status, headers } = await fetch(url + path, { method });
      return [status, headers.get("sunset")];
    };
    const sunset = "Wed, 30 Jun 2027 00:00:00 GMT";
    expect(await told("/old")).toEqual([200, sunset]);
    expect(await told("/old?q=no")).toEqual([422, sunset]);
    expect(await told("/old", "PUT")).toEqual([200, null]);
    expect(await told("/undated")).toEqual([200, null]);
    expect(await told("/kept")).toEqual([200, null]);
    const { headers } = await fetch(`${url}/old`);
    expect(headers.get("access-control-expose-headers")?.split(", ")).toEqual(
      expect.arrayContaining(["Deprecation", "Sunset"]),
    );
  });

  it("takes a deprecated parameter for no fault", async () => {
    const parameters = [query({ type: "string" }, { deprecated: true })];
    const { url } = await serve({
      "/x": { get: { parameters, responses: { 200: empty, 400: empty } } },
    });
    expect((await fetch(`${url}/x?q=a`)).status).toBe(200);
  });

  it("exposes the headers of a contract that was reloaded", async () => {
    const other = await serve({ "/x": { get: { responses: { 200: empty } } } });
    const exposed = async () =>
      (await fetch(`${other.url}/x`)).headers.get("access-control-expose-headers");
    expect(await exposed()).toBe("sl-violations");
    const headers = { "X-New": { schema: { type: "string" }, example: "new" } };
    const paths = { "/x": { get: { responses: { 200: { ...empty, headers } } } } };
    const info = { title: "Other", version: "2" };
    await writeFile(
      join(folder, "openapi.json"),
      JSON.stringify({ openapi: "3.1.0", info, paths }),
    );
    await other.reload();
    expect(await exposed()).toBe("X-New, sl-violations");
  });

  it("fills the path and the required query of its curl command", async () => {
    const id = {
      name: "id",
      in: "path",
      required: true,
      schema: { type: "string" },
      example: "a/b",
    };
    const parameters = [id, query({ type: "string" }, { required: true, example: "it's" })];
    const { url, curl } = await serve({
      "/x/{id}": { get: { parameters, responses: { 200: empty } } },
    });
    expect(curl).toBe(`curl --request GET --url '${url}/x/a%2Fb?q=it%27s'`);
  });
});
