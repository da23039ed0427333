import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call, errorOf, pushOf } from "./call.ts";
import { exchange, requestOf } from "./connection.ts";

const KIB = 1_024;
const LIST = requestOf("GET", "/ev-charger", { keep: true });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: "fleet", rateLimit: 0 });
});
afterAll(() => sandbox?.stop());

/** What was sent by somebody else on the same connection, if the server is fooled. */
const smuggled = requestOf("POST", "/ev-charger/device_ev_002", { body: pushOf({}) });

const post = (headers: Record<string, string>, rest: string): string =>
  requestOf("POST", "/actions/nothing/cancel", { headers, keep: true }) + rest;

describe("what is no HTTP is refused with our envelope, and the connection closed:", () => {
  it.each([
    ["bytes", "\u0000\u0001\u0002\r\n\r\n"],
    ["a greeting of TLS", Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])],
    ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a target without its slash", requestOf("GET", "ev-charger")],
    ["a space in the target", requestOf("GET", "/ev-charger/ /x")],
    ["a header with NUL", requestOf("GET", "/ev-charger", { headers: { a: "b\u0000c" } })],
    ["a header in two lines", requestOf("GET", "/ev-charger", { headers: { a: "b\r\n c" } })],
    ["lines that end with LF alone", requestOf("GET", "/ev-charger").replaceAll("\r\n", "\n")],
    ["a version of its own", requestOf("GET", "/ev-charger").replace("HTTP/1.1", "HTTP/9.9")],
    ["no host", requestOf("GET", "/ev-charger").replace("host: sandbox\r\n", "")],
    [
      "both lengths",
      post({ "content-length": "5", "transfer-encoding": "chunked" }, `0\r\n\r\n${smuggled}`),
    ],
    [
      "both lengths, the other way",
      post({ "transfer-encoding": "chunked", "content-length": "5" }, `0\r\n\r\n${smuggled}`),
    ],
    ["two lengths", post({ "content-length": "0", "Content-Length": "5" }, smuggled)],
    ["a length that is no number", post({ "content-length": "0x0" }, smuggled)],
    ["a length with a sign", post({ "content-length": "+0" }, smuggled)],
    ["a negative length", post({ "content-length": "-1" }, smuggled)],
    [
      "an encoding that nobody has",
      post({ "transfer-encoding": "xchunked" }, `0\r\n\r\n${smuggled}`),
    ],
    [
      "chunked, and then not",
      post({ "transfer-encoding": "chunked, identity" }, `0\r\n\r\n${smuggled}`),
    ],
    ["a space before the colon", post({ "transfer-encoding ": "chunked" }, `0\r\n\r\n${smuggled}`)],
    ["a URL of more than 16 KiB", requestOf("GET", `/ev-charger/${"a".repeat(17 * KIB)}`)],
    [
      "a header of more than 16 KiB",
      requestOf("GET", "/ev-charger", { headers: { a: "b".repeat(17 * KIB) } }),
    ],
    [
      "many headers",
      requestOf("GET", "/ev-charger", {
        headers: Object.fromEntries(Array.from({ length: 3_000 }, (_, no) => [`a${no}`, "b"])),
      }),
    ],
  ])("%s", async (_, bytes) => {
    const { answers, rest } = await exchange(sandbox.url, bytes);
    expect(answers.map(errorOf)).toEqual(["400 INVALID_REQUEST"]);
    expect(at(answers[0]?.json, "error", "details", "issues", "0", "in")).toBe("header");
    expect(at(answers[0]?.json, "meta", "timestamp")).toBe("2026-05-07T09:24:10.000Z");
    expect(rest).toBe("");
    const { json } = await call(sandbox.url, "/ev-charger/device_ev_002");
    expect(at(json, "data", "lastAction")).toBeNull();
  });

  it("a chunk that does not say how long it is", async () => {
    const head = requestOf("POST", "/ev-charger/device_ev_002", {
      headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
    });
    const { answers } = await exchange(sandbox.url, `${head}zz\r\n${pushOf({})}\r\n0\r\n\r\n`);
    expect(answers.map(errorOf)).toEqual(["400 INVALID_REQUEST"]);
    const { json } = await call(sandbox.url, "/ev-charger/device_ev_002");
    expect(at(json, "data", "lastAction")).toBeNull();
  });
});

it("answers several requests of one connection in their order", async () => {
  const slow = requestOf("GET", "/ev-charger/device_ev_001", {
    headers: { "x-sandbox-fault": "latency=50" },
    keep: true,
  });
  const last = requestOf("GET", "/actions");
  const { answers } = await exchange(sandbox.url, slow + LIST + last);
  const paths = answers.map(
    ({ json }) => at(json, "data", "items", "0", "deviceType") ?? at(json, "data", "id"),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(paths).toEqual(["device_ev_001", undefined, "ev_charger"]);
});

it("answers what came before garbage first, so that nobody takes one answer for the other", async () => {
  const body = pushOf({});
  const headers = { "x-sandbox-fault": "latency=50, code=CONFLICT" };
  const push = requestOf("POST", "/ev-charger/device_ev_001", { keep: true, body, headers });
  const { answers } = await exchange(sandbox.url, `${push}\u0000garbage\r\n\r\n`);
  expect(answers.map(errorOf)).toEqual(["409 CONFLICT", "400 INVALID_REQUEST"]);
});

it("passes by what a client expects beyond the contract, and goes on with what HTTP knows", async () => {
  const odd = requestOf("GET", "/ev-charger", { headers: { expect: "the-impossible" } });
  expect((await exchange(sandbox.url, odd)).answers.map(({ status }) => status)).toEqual([200]);
  const body = JSON.stringify({ action: { command: "fly" } });
  const usual = requestOf("POST", "/ev-charger/device_ev_002", {
    body,
    headers: { expect: "100-continue" },
  });
  expect((await exchange(sandbox.url, usual)).answers.map(({ status }) => status)).toEqual([
    100, 400,
  ]);
  const upgrade = requestOf("GET", "/ev-charger", {
    headers: { connection: "upgrade", upgrade: "h2c" },
  });
  const { answers } = await exchange(
    sandbox.url,
    upgrade.replace("connection: upgrade", "connection: upgrade, close"),
  );
  expect(answers.map(({ status }) => status)).toEqual([200]);
});

it("has survived all of it", async () => {
  expect((await call(sandbox.url, "/ev-charger")).status).toBe(200);
});
