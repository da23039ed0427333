import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Mock } from "../src/startMock.ts";
import { startMock } from "../src/startMock.ts";
import { first, key, operations, response, successOf } from "./bundle.ts";

// Each test here is a row of the table in README.md: what a real provider does and the mock does not.
let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.stop());

const list = first(({ method, template }) => method === "GET" && !template.includes("{"));
const single = first(({ method, template }) => method === "GET" && template.includes("{"));
const writes = operations.filter(({ method, body }) => method === "POST" && body !== undefined);
const push = first(({ id }) => id === "pushEvChargerAction");

async function get(path: string, headers: Record<string, string> = key): Promise<unknown> {
  const answer = await fetch(mock.url + path, { headers });
  expect(answer.status).toBe(200);
  return answer.json();
}

function send(path: string, body: unknown, type = "application/json"): Promise<Response> {
  const headers = { ...key, "content-type": type };
  return fetch(mock.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

describe("without --dynamic, the mock", () => {
  it.each(["limit=1", "offset=1000", "userId=nobody", "state=failed", "deviceId=nothing"])(
    "does not page or filter: %s changes nothing",
    async (query) => {
      expect(await get(`${list.path}?${query}`)).toEqual(await get(list.path));
    },
  );

  it("keeps no state: after every write, reads answer as before", async () => {
    const reads = operations.filter(({ method }) => method === "GET");
    const before = await Promise.all(reads.map(({ path }) => get(path)));
    for (const { path, body } of writes) expect((await send(path, body)).ok).toBe(true);
    expect(await Promise.all(reads.map(({ path }) => get(path)))).toEqual(before);
  });

  it.each(["expired", "amps_sk_live_x", "'"])("takes any key, such as %s", async (anyKey) => {
    expect(await get(list.path, { "x-api-key": anyKey })).toEqual(await get(list.path));
  });

  it("refuses an empty key, as if it were missing", async () => {
    const answer = await fetch(mock.url + list.path, { headers: { "x-api-key": "" } });
    expect(answer.status).toBe(401);
  });

  it("answers any id with the same example, in which the id is another", async () => {
    const other = single.template.replace(/\{[^}]+\}/, "no-such-id");
    expect(await get(other)).toEqual(await get(single.path));
    expect(JSON.stringify(await get(other))).not.toContain("no-such-id");
  });

  it("knows schemas, not rules: it accepts an action that starts in the past", async () => {
    const body = { action: { command: "charge", start: "2000-01-01T00:00:00" } };
    expect((await send(push.path, body)).status).toBe(successOf(push));
  });

  it("finds no conflict: it accepts an action as often as it is sent", async () => {
    for (let times = 0; times < 3; times++) {
      expect((await send(push.path, push.body)).status).toBe(successOf(push));
    }
  });

  it("limits no rate", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => get(list.path)));
    expect(answers).toHaveLength(100);
  });

  it("counts no requests: its rate headers stay those of the examples", async () => {
    const left = async (): Promise<string | null> =>
      (await fetch(mock.url + list.path, { headers: key })).headers.get("x-ratelimit-remaining");
    expect(await left()).toMatch(/^\d+$/);
    expect(await left()).toBe(await left());
  });

  it.each(["%00", "%ED%A0%80"])("takes %s, NUL or half of a character, in text", async (text) => {
    expect(await get(`${list.path}?userId=a${text}`)).toEqual(await get(list.path));
  });

  it("answers errors with an example, whose path is not that of the request", async () => {
    const answer = await fetch(`${mock.url}/no/such/path`, { headers: key });
    expect(await answer.text()).not.toContain("/no/such/path");
  });

  it("gives every answer the same request id and time", async () => {
    expect(await get(list.path)).toEqual(await get(list.path));
  });

  it.each(["limit=1e1", "limit=%2010"])("takes %s for a number", async (query) => {
    expect(await get(`${list.path}?${query}`)).toEqual(await get(list.path));
  });

  it("reads the names of query parameters in any case", async () => {
    const answer = await fetch(`${mock.url}${list.path}?LIMIT=51`, { headers: key });
    expect(answer.status).toBe(400);
  });

  it("takes application/*+json where the contract says application/json", async () => {
    expect((await send(push.path, push.body, "application/merge-patch+json")).ok).toBe(true);
  });
});

describe("with --dynamic, the mock", () => {
  it("answers values that only fit the schema, others each time", async () => {
    const dynamic = await startMock({ port: 0, dynamic: true });
    try {
      const ask = async (): Promise<unknown> =>
        (await fetch(dynamic.url + single.path, { headers: key })).json();
      const one = await ask();
      expect(one).not.toEqual(await ask());
      expect(response(single, 200).complaints(one)).toBe("");
    } finally {
      await dynamic.stop();
    }
  });

  it("still answers errors with examples", async () => {
    const dynamic = await startMock({ port: 0, dynamic: true });
    try {
      const ask = async (path: string, method: string): Promise<unknown> =>
        (await fetch(dynamic.url + path, { method, headers: key })).json();
      const examples = (status: number): unknown[] =>
        response(list, status).examples.map(({ value }) => value);
      expect(examples(400)).toContainEqual(await ask(`${list.path}?limit=51`, "GET"));
      expect(examples(405)).toContainEqual(await ask(list.path, "DELETE"));
    } finally {
      await dynamic.stop();
    }
  });

  it("hangs on a schema that its generator cannot satisfy", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mock-"));
    const contract = join(folder, "odd.json");
    const patternProperties = { "^a$": { type: "string" } };
    const schema = { type: "object", patternProperties, minProperties: 3 };
    const content = { "application/json": { schema } };
    const paths = { "/odd": { get: { responses: { 200: { description: "", content } } } } };
    const info = { title: "Odd", version: "1" };
    await writeFile(contract, JSON.stringify({ openapi: "3.1.0", info, paths }));
    const cli = new URL("../src/cli.ts", import.meta.url).pathname;
    const args = [cli, "--port", "0", "--dynamic", "--contract", contract];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const printed = String(await once(child.stdout, "data"));
      const url = /http:\S+/.exec(printed)?.[0];
      const signal = AbortSignal.timeout(1_500);
      await expect(fetch(`${url}/odd`, { signal })).rejects.toThrow(/timeout/);
      expect(await fetch(`${url}/odd`, { signal }).catch(() => "gone")).toBe("gone");
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
      await rm(folder, { recursive: true });
    }
  });
});
