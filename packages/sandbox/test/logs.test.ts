import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Json } from "../src/contract/Json.ts";
import { defaultKeys } from "../src/index.ts";
import { at } from "./ask.ts";
import { call, jsonOf, pushOf } from "./call.ts";
import { exchange, requestOf } from "./connection.ts";
import { runCli, type Running } from "./runCli.ts";

let running: Running;
let url: string;
beforeAll(async () => {
  running = runCli(["--port", "0", "--now", "fleet", "--log", "trace"]);
  url = await running.url;
});
afterAll(async () => {
  running?.send("SIGTERM");
  await running?.ended;
});

/** The lines of the log that satisfy a condition, as soon as there is one. */
async function linesThat(hold: (line: Json) => boolean): Promise<Json[]> {
  return vi.waitFor(() => {
    const found = running.written().stdout.split("\n").map(jsonOf).filter(hold);
    if (found.length === 0) throw new Error("The log has no such line yet.");
    return found;
  });
}

const lineOf = async (requestId: unknown): Promise<Json[]> =>
  linesThat((line) => line["requestId"] === requestId && line["status"] !== undefined);

it("has one line of JSON for each request, with the id that its answer names", async () => {
  const asked = [
    ["/ev-charger?limit=1", {}, { method: "GET", operationId: "listEvChargers", status: 200 }],
    ["/actions/nothing", {}, { method: "GET", operationId: "getAction", status: 404 }],
    ["/nothing", { body: "{" }, { method: "POST", status: 404 }],
    ["/actions", { method: "PUT" }, { method: "PUT", status: 405 }],
    ["/ev-charger", { key: null }, { method: "GET", status: 401 }],
    ["/ev-charger/%zz", {}, { method: "GET", status: 400 }],
  ] as const;
  for (const [path, request, expected] of asked) {
    const { json } = await call(url, path, request);
    const lines = await lineOf(at(json, "meta", "requestId"));
    expect(lines, path).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 30, path: path.split("?")[0], ...expected });
    expect(lines[0]?.["durationMs"]).toBeTypeOf("number");
  }
});

it("has the error behind a 5xx, with the same id", async () => {
  const headers = { "x-sandbox-fault": "code=INTERNAL_ERROR" };
  const { json } = await call(url, "/ev-charger", { headers });
  const requestId = at(json, "meta", "requestId");
  const [line] = await linesThat((one) => one["requestId"] === requestId && one["level"] === 50);
  expect(at(line, "err", "message")).toContain("INTERNAL_ERROR");
  expect(at(line, "err", "stack")).toBeTypeOf("string");
});

it("has a line for an answer that was broken off", async () => {
  const before = (await linesThat(() => true)).filter((line) => line["brokenOff"] === true).length;
  for (const fault of ["reset", "reset=after", "truncate"]) {
    const headers = { "x-sandbox-fault": fault };
    await exchange(url, requestOf("GET", "/ev-charger", { headers, keep: true }));
  }
  await vi.waitFor(async () => {
    const lines = (await linesThat(() => true)).filter((line) => line["brokenOff"] === true);
    expect(lines).toHaveLength(before + 3);
  });
});

it("has no key, wherever somebody put one", async () => {
  const { sandbox: known, other, live } = defaultKeys;
  const unknown = "secret-of-somebody-else";
  const escaped = known.replaceAll("_", "%5F");
  const start = running.written().stdout.length;
  for (const key of [known, other, live, unknown]) {
    await call(url, "/ev-charger", { key });
    await call(url, `/ev-charger?userId=${key}&x-api-key=${key}`, { key });
    await call(url, `/ev-charger/${key}`, { key });
    await call(url, `/ev-charger/${key}/settings`, { key });
    await call(url, `/${key}`, { key });
    await call(url, `/actions/${key}/cancel`, { key, body: pushOf({ start: key }) });
    await call(url, "/ev-charger/device_ev_001", { key, body: key });
    for (const name of [
      "authorization",
      "x-sandbox-now",
      "x-sandbox-fault",
      "user-agent",
      "x-request-id",
      "cookie",
    ]) {
      await call(url, "/ev-charger", { key, headers: { [name]: key } });
    }
    await call(url, "/ev-charger", { key, headers: { "x-sandbox-fault": "code=INTERNAL_ERROR" } });
    await exchange(url, requestOf("GET", `/${key} `, { headers: { "x-api-key": key } }));
    await exchange(url, requestOf(key, "/ev-charger", { headers: { "x-api-key": key } }));
  }
  await call(url, `/ev-charger/${other}`);
  await call(url, `/ev-charger/${known}`, { key: null });
  await call(url, `/ev-charger/${escaped}`);
  const { json } = await call(url, "/actions");
  await lineOf(at(json, "meta", "requestId"));
  // What stands before it is the command to try, for which the key is no secret.
  const log = running.written().stdout.slice(start);
  expect(log).toContain("listEvChargers");
  for (const key of [known, other, live, unknown, escaped]) expect(log).not.toContain(key);
  expect(running.written().stderr).toBe("");
});
