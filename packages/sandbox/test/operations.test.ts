import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import { defaultKeys, type Sandbox, startSandbox } from "../src/index.ts";
import { call } from "./call.ts";
import { createDatabase } from "./postgres.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: "fleet", rateLimit: 100, processMetrics: true });
});
afterAll(() => sandbox?.stop());

const noKey = { key: null };

it("says that it lives, and that it is ready", async () => {
  const lives = await call(sandbox.url, "/healthz", noKey);
  expect([lives.status, lives.json]).toEqual([200, { status: "ok" }]);
  const ready = await call(sandbox.url, "/readyz", noKey);
  expect([ready.status, ready.json]).toEqual([200, { status: "ready" }]);
});

it("lives, but is not ready, without its database", async () => {
  const database = await createDatabase(inject("postgresUrl"));
  const alone = await startSandbox({ databaseUrl: database.url });
  onTestFinished(alone.stop);
  await database.drop();
  const ready = await call(alone.url, "/readyz", noKey);
  expect([ready.status, ready.json]).toEqual([503, { status: "without its database" }]);
  expect((await call(alone.url, "/healthz", noKey)).status).toBe(200);
});

it("counts its answers by operation and status for Prometheus, and tells of its process", async () => {
  const { url } = sandbox;
  await call(url, "/ev-charger/device_ev_001");
  await call(url, "/ev-charger/device_ev_001");
  await call(url, "/ev-charger/nothing");
  await call(url, "/nothing");
  const { status, headers, body } = await call(url, "/metrics", noKey);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^text\/plain; version=/);
  const count = 'http_request_duration_seconds_count{method="GET"';
  expect(body).toContain(`${count},operation="getEvCharger",status="200"} 2`);
  expect(body).toContain(`${count},operation="getEvCharger",status="404"} 1`);
  expect(body).toContain(`${count},operation="none",status="404"} 1`);
  expect(body).toContain("process_cpu_seconds_total");
  for (const key of Object.values(defaultKeys)) expect(body).not.toContain(key);
});

it("is asked about itself beside the contract's paths, and by GET alone", async () => {
  for (const path of ["/healthz", "/readyz", "/metrics"]) {
    expect(Contract.bundled().operations.some((operation) => operation.path === path)).toBe(false);
    expect((await call(sandbox.url, path, { method: "POST" })).status).toBe(404);
  }
});

describe("a page of another origin", () => {
  const origin = "https://example.com";

  it("may send every method and header of the contract", async () => {
    const wanted = "x-api-key, content-type, x-sandbox-now";
    for (const { method, path } of Contract.bundled().operations) {
      const asked = {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": wanted,
      };
      const { status, headers } = await call(sandbox.url, path.replaceAll(/[{}]/g, ""), {
        ...noKey,
        method: "OPTIONS",
        headers: asked,
      });
      expect(status).toBe(204);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-allow-methods")?.split(", ")).toContain(method);
      expect(headers.get("access-control-allow-headers")).toBe(wanted);
    }
  });

  it.each([
    ["a success", "/ev-charger", {}],
    ["a wrong query", "/ev-charger?limit=0", {}],
    ["an unknown key", "/ev-charger", { key: "nobodys" }],
    ["an unknown path", "/nothing", {}],
    ["an unknown method", "/ev-charger", { method: "PUT" }],
    ["a broken path", "/ev-charger/%zz", {}],
    ["a body that is too large", "/ev-charger/device_ev_001", { body: " ".repeat(70_000) }],
  ])("may read %s, with every header that the contract documents", async (_, path, asked) => {
    const { headers } = await call(sandbox.url, path, { headers: { origin }, ...asked });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    const exposed = headers.get("access-control-expose-headers")?.split(", ").toSorted();
    expect(exposed).toEqual([
      "allow",
      "retry-after",
      "x-ratelimit-limit",
      "x-ratelimit-remaining",
      "x-ratelimit-reset",
    ]);
  });
});

it("answers HEAD as it does GET, without the body", async () => {
  for (const path of [
    "/ev-charger",
    "/ev-charger/device_ev_001",
    "/actions",
    "/actions/nothing",
    "/nothing",
  ]) {
    const get = await call(sandbox.url, path);
    const head = await call(sandbox.url, path, { method: "HEAD" });
    expect([head.status, head.body]).toEqual([get.status, ""]);
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
    expect(head.headers.get("content-length")).not.toBeNull();
  }
  expect((await call(sandbox.url, "/ev-charger", { ...noKey, method: "HEAD" })).status).toBe(401);
});
