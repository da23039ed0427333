import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { loadContract, validateAnswer } from "../../contract/src/index.ts";
import { defaultFleet, defaultKeys, type Sandbox, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call, type Call, type Called, errorOf } from "./call.ts";
import { givenRedis, hasRedisServer, startRedis, type TestRedis } from "./redis.ts";

/** What is left of a minute. */
const SECONDS = /^(?:[1-9]|[1-5]\d|60)$/;

const contract = await loadContract();

async function sandboxWith(options: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
  const sandbox = await startSandbox({ now: "fleet", ...options });
  onTestFinished(sandbox.stop);
  return sandbox;
}

const headersOf = ({ headers }: Called): (string | null)[] =>
  ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`));

/** Sends requests one after the other, and tells their statuses. */
async function statusesOf(urls: readonly string[], asked: Call = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (const url of urls) statuses.push((await call(url, "/actions", asked)).status);
  return statuses;
}

it("counts the requests of a key, tells how many are left, and refuses the rest as documented", async () => {
  const { url } = await sandboxWith({ rateLimit: 3 });
  for (const remaining of ["2", "1", "0"]) {
    const answer = await call(url, "/ev-charger");
    expect(answer.status).toBe(200);
    expect(headersOf(answer)).toEqual(["3", remaining, expect.stringMatching(SECONDS)]);
    expect(validateAnswer(contract, { operationId: "listEvChargers", ...answer })).toEqual([]);
  }
  for (const [operationId, path] of [
    ["listEvChargers", "/ev-charger"],
    ["getAction", "/actions/a"],
  ] as const) {
    const answer = await call(url, path);
    expect(errorOf(answer)).toBe("429 RATE_LIMIT_EXCEEDED");
    expect(answer.headers.get("retry-after")).toMatch(SECONDS);
    expect(headersOf(answer)).toEqual(["3", "0", answer.headers.get("retry-after")]);
    expect(at(answer.json, "meta", "environment")).toBe("sandbox");
    expect(validateAnswer(contract, { operationId, ...answer })).toEqual([]);
  }
});

it("counts each key for itself, and those without a known key together", async () => {
  const { url } = await sandboxWith({ rateLimit: 1 });
  for (const key of [defaultKeys.sandbox, defaultKeys.live, defaultKeys.other]) {
    const [first, second] = await statusesOf([url, url], { key });
    expect(first).toBe(200);
    expect(second).toBe(429);
  }
  const guesses: number[] = [];
  for (const key of ["nobodys", "somebodys", null]) {
    guesses.push(...(await statusesOf([url], { key })));
  }
  expect(guesses).toEqual([401, 429, 429]);
});

it("counts what is refused, too, unknown paths and methods included", async () => {
  const { url } = await sandboxWith({ rateLimit: 4 });
  const requests: readonly (readonly [path: string, asked: Call])[] = [
    ["/ev-charger?limit=0", {}],
    ["/ev-charger", { method: "DELETE" }],
    ["/nothing", { body: "{" }],
    ["/ev-charger/nothing", { body: "{" }],
  ];
  for (const [path, asked] of requests) {
    expect((await call(url, path, asked)).status).not.toBe(429);
  }
  for (const [path, asked] of requests) expect((await call(url, path, asked)).status).toBe(429);
});

it("does not count what is none of the contract's: operations of the server, and preflights", async () => {
  const { url } = await sandboxWith({ rateLimit: 1 });
  const preflight = {
    method: "OPTIONS",
    headers: { origin: "https://example.com", "access-control-request-method": "GET" },
  };
  for (let again = 0; again < 3; again += 1) {
    expect((await call(url, "/healthz")).status).toBe(200);
    expect((await call(url, "/ev-charger", preflight)).status).toBe(204);
  }
  expect(await statusesOf([url, url])).toEqual([200, 429]);
});

it("counts nothing at 0", async () => {
  const { url } = await sandboxWith({ rateLimit: 0 });
  const answer = await call(url, "/ev-charger");
  expect(headersOf(answer)).toEqual([null, null, null]);
  expect(new Set(await statusesOf(Array.from({ length: 50 }, () => url)))).toEqual(new Set([200]));
});

it("does not start with a Redis that cannot be reached, and says why, without its password", async () => {
  const redisUrl = "redis://:hunter2@127.0.0.1:1";
  const error: unknown = await startSandbox({ redisUrl }).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/REDIS_URL cannot be reached.*ECONNREFUSED/);
  expect(String(error)).not.toContain("hunter2");
});

/** The default fleet with a key that no other test, nor an earlier run, has. */
function fleetOf(key: string) {
  const { now, customers } = defaultFleet();
  return {
    now,
    customers: customers.map((one, no) => ({ ...one, keys: no === 0 ? [{ key }] : [] })),
  };
}

const withRedis = givenRedis !== undefined || hasRedisServer;
const missing = withRedis ? "" : " (skipped: no REDIS_URL, and no redis-server on the PATH)";

async function redisUrlOf(): Promise<string> {
  if (givenRedis !== undefined) return givenRedis;
  const { url, stop } = await startRedis();
  onTestFinished(stop);
  return url;
}

describe(`with a Redis${missing}`, () => {
  it.skipIf(!withRedis)("two instances count together, and Redis is told no key", async () => {
    const redisUrl = await redisUrlOf();
    const key = `key_${randomUUID()}`;
    const options = { redisUrl, rateLimit: 5, fleet: fleetOf(key) };
    const one = await sandboxWith(options);
    const other = await sandboxWith(options);
    const urls = Array.from({ length: 4 }, () => [one.url, other.url]).flat();
    expect(await statusesOf(urls, { key })).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const redis = new Redis(redisUrl);
    onTestFinished(() => redis.disconnect());
    const names = await redis.keys("ev-charger-sandbox:*");
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name.includes(key))).toEqual([]);
  });
});

const ours = hasRedisServer ? "" : " (skipped: no redis-server on the PATH)";

describe(`with a Redis of our own${ours}`, () => {
  it.skipIf(!hasRedisServer)(
    "requests go through uncounted while it is away, and are counted when it is back",
    async () => {
      const redis: TestRedis = await startRedis();
      onTestFinished(redis.stop);
      const key = `key_${randomUUID()}`;
      const { url } = await sandboxWith({ redisUrl: redis.url, rateLimit: 2, fleet: fleetOf(key) });
      expect(await statusesOf([url, url, url], { key })).toEqual([200, 200, 429]);
      await redis.stop();
      expect(await statusesOf([url, url, url], { key })).toEqual([200, 200, 200]);
      await redis.start();
      await vi.waitFor(
        async () => expect(await statusesOf([url, url, url], { key })).toContain(429),
        { timeout: 15_000, interval: 100 },
      );
    },
  );

  it.skipIf(!hasRedisServer)("a request is answered while it hangs", async () => {
    const redis = await startRedis();
    onTestFinished(redis.stop);
    const key = `key_${randomUUID()}`;
    const { url } = await sandboxWith({ redisUrl: redis.url, rateLimit: 1, fleet: fleetOf(key) });
    expect(await statusesOf([url], { key })).toEqual([200]);
    redis.hang();
    expect(await statusesOf([url], { key })).toEqual([200]);
  });

  it.skipIf(!hasRedisServer)("stops although it is away", async () => {
    const redis = await startRedis();
    const sandbox = await startSandbox({ redisUrl: redis.url });
    await redis.stop();
    await expect(sandbox.stop()).resolves.toBeUndefined();
  });
});
