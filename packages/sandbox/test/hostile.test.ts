import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import { defaultKeys, type Sandbox, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call, errorOf, pushOf } from "./call.ts";
import { exchange, open, receive, requestOf } from "./connection.ts";

const DEVICE = "/ev-charger/device_ev_002";
const KIB = 1_024;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: "fleet", rateLimit: 0 });
});
afterAll(() => sandbox?.stop());

const deep = (left: string, right: string): string => left.repeat(30_000) + right.repeat(30_000);

describe("a body", () => {
  it.each([
    ["that is empty", ""],
    ["that is not JSON", "{"],
    ["with more behind its JSON", `${pushOf({})} x`],
    ["that is a text", '"charge"'],
    ["that is null", "null"],
    ["that is a list", "[]"],
    ["with a key __proto__", '{"__proto__":{"action":{"command":"charge"}}}'],
    ["with a key __proto__ inside", '{"action":{"command":"charge","__proto__":{"end":"1h"}}}'],
    [
      "with constructor and prototype",
      '{"action":{"command":"charge"},"constructor":{"prototype":{"a":1}}}',
    ],
    ["with a key that every object inherits", '{"action":{"command":"charge"},"toString":1}'],
    ["with a command that every object inherits", '{"action":{"command":"constructor"}}'],
    ["with NUL in a value", String.raw`{"action":{"command":"charge","start":"\u0000"}}`],
    ["with NUL in a key", String.raw`{"action":{"command":"charge"},"\u0000":1}`],
    ["with half a pair of surrogates in a value", String.raw`{"action":{"command":"\ud800"}}`],
    [
      "with half a pair of surrogates in a key",
      String.raw`{"action":{"command":"charge"},"\udc00":1}`,
    ],
    ["with bytes that are no UTF-8", `{"action":{"command":"charge\u{fffd}"}}`],
    [
      "with 1e999",
      '{"action":{"command":"charge"},"sandbox":{"outcome":"completed","delaySeconds":1e999}}',
    ],
    [
      "with a whole number beyond what is exact",
      '{"action":{"command":"charge"},"sandbox":{"outcome":"completed","delaySeconds":9007199254740993}}',
    ],
    ["of lists in lists", deep("[", "]")],
    ["with lists in lists as its action", `{"action":${deep("[", "]")}}`],
    [
      "with lists in lists as an unknown key",
      `{"action":{"command":"charge"},"x":${deep("[", "]")}}`,
    ],
    ["with objects in objects", '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000)],
  ])("%s is refused", async (_, body) => {
    expect(errorOf(await call(sandbox.url, DEVICE, { body }))).toBe("400 INVALID_REQUEST");
  });

  it.each([
    ["1e999", 400],
    ["-1e999", 400],
    ["9007199254740993", 422],
    ["1e308", 422],
    ["-0.0000001", 422],
  ])("that sets a setting to %s is refused", async (value, status) => {
    const body = `{"max_charge_rate":{"value":${value},"unit":"kw"}}`;
    expect((await call(sandbox.url, `${DEVICE}/settings`, { body })).status).toBe(status);
    const { json } = await call(sandbox.url, DEVICE);
    expect(at(json, "data", "settings", "max_charge_rate", "value")).toBe(22);
  });

  it("of 64 KiB is read, of one byte more not, whether its length is told or not", async () => {
    const padded = (size: number) => "{".padEnd(size - 1) + "}";
    const read = await call(sandbox.url, DEVICE, { body: padded(64 * KIB) });
    expect(errorOf(read)).toBe("400 INVALID_REQUEST");
    const told = await call(sandbox.url, DEVICE, { body: padded(64 * KIB + 1) });
    expect(errorOf(told)).toBe("413 PAYLOAD_TOO_LARGE");
    const size = (64 * KIB + 1).toString(16);
    const { answers } = await exchange(
      sandbox.url,
      `${requestOf("POST", DEVICE, {
        headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
      })}${size}\r\n${padded(64 * KIB + 1)}\r\n0\r\n\r\n`,
    );
    expect(errorOf(answers[0])).toBe("413 PAYLOAD_TOO_LARGE");
  });

  it("that is much too large is sent to its end, and then its sender gets the answer", async () => {
    const size = 4 * KIB * KIB;
    const headers = { "content-type": "application/json", "content-length": String(size) };
    const socket = await open(sandbox.url);
    const received = receive(socket);
    socket.write(requestOf("POST", DEVICE, { headers }));
    for (let sent = 0; sent < size; sent += 64 * KIB) {
      // Each part goes out, or fails to, before the next.
      await new Promise((resolve) => socket.write(" ".repeat(64 * KIB), resolve));
    }
    const { answers, isReset } = await received;
    expect(isReset).toBe(false);
    expect(errorOf(answers[0])).toBe("413 PAYLOAD_TOO_LARGE");
  });

  it("that has no end is cut off", async () => {
    const socket = await open(sandbox.url);
    const received = receive(socket);
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    socket.write(requestOf("POST", DEVICE, { headers }));
    const chunk = `10000\r\n${" ".repeat(64 * KIB)}\r\n`;
    while (!socket.destroyed) await new Promise((resolve) => socket.write(chunk, resolve));
    await received;
    expect(socket.bytesWritten).toBeLessThan(64 * KIB * KIB);
  });

  it("in chunks is put together", async () => {
    const head = requestOf("POST", DEVICE, {
      headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
    });
    const { answers } = await exchange(
      sandbox.url,
      `${head}b\r\n{"action":{\r\n10\r\n"command":"fly"}\r\n1\r\n}\r\n0\r\n\r\n`,
    );
    expect(at(answers[0]?.json, "error", "details", "issues", "0", "field")).toBe(
      "/action/command",
    );
  });

  it.each([
    "",
    "text/plain",
    "application/jsonx",
    "application/json, text/plain",
    "multipart/form-data; boundary=x",
    "*/*",
    ";",
  ])("of the type %j is refused", async (type) => {
    const body = pushOf({});
    const headers = { "content-type": type };
    const { answers } = await exchange(sandbox.url, requestOf("POST", DEVICE, { body, headers }));
    expect(errorOf(answers[0])).toBe("415 UNSUPPORTED_MEDIA_TYPE");
  });

  it("is passed by where the operation takes none, whatever it is", async () => {
    for (const body of ["{", "x".repeat(200 * KIB), deep("[", "]")]) {
      const path = "/actions/nothing/cancel";
      expect(errorOf(await call(sandbox.url, path, { body }))).toBe("404 NOT_FOUND");
      const put = await call(sandbox.url, "/ev-charger", { body, method: "PUT" });
      expect(errorOf(put)).toBe("405 METHOD_NOT_ALLOWED");
      expect(errorOf(await call(sandbox.url, "/nothing", { body }))).toBe("404 NOT_FOUND");
    }
    const get = requestOf("GET", "/ev-charger", { body: "{" });
    const { answers } = await exchange(sandbox.url, get);
    expect(answers.map(({ status }) => status)).toEqual([200]);
  });
});

describe("a query", () => {
  const refused = `
    limit=1&limit=1 limit= limit limit=0 limit=51 limit=1e1 limit=01 limit=%2B1
    limit=1.0 limit=%201 limit=1e999 limit=Infinity limit=0x1 limit=1#2
    limit=1;offset=1 offset=-1 offset=9007199254740992 offset=9007199254740993
    offset=99999999999999999999 userId= userId=a&userId=b userId=%00 userId=%
    userId=%zz userId=%ff userId=%ed%a0%80 nothing=%c3`;
  it.each(refused.trim().split(/\s+/))("%s is refused", async (query) => {
    const { answers } = await exchange(sandbox.url, requestOf("GET", `/ev-charger?${query}`));
    expect(errorOf(answers[0])).toBe("400 INVALID_REQUEST");
    expect(at(answers[0]?.json, "meta", "environment")).toBe("sandbox");
  });

  it.each([
    "",
    "&&&",
    "=",
    "nothing=1&nothing=2",
    "__proto__=1&__proto__[limit]=0",
    "constructor=1",
    "userId[]=a",
    "?",
    "offset=9007199254740991&limit=50",
    "%6cimit=1",
  ])("%j is answered: what the contract does not have is passed by", async (query) => {
    for (const path of ["/ev-charger", "/actions"]) {
      expect((await call(sandbox.url, `${path}?${query}`)).status).toBe(200);
    }
  });

  it("keeps other values than those of the contract from every filter that has some", async () => {
    for (const query of [
      "state=__proto__",
      "deviceType=constructor",
      "state=",
      "state=scheduled&state=failed",
    ]) {
      expect(errorOf(await call(sandbox.url, `/actions?${query}`))).toBe("400 INVALID_REQUEST");
    }
    const upper = await call(sandbox.url, `${DEVICE}?expedite=TRUE`);
    expect(errorOf(upper)).toBe("400 INVALID_REQUEST");
  });
});

describe("a path", () => {
  it.each([
    ["//ev-charger", 404, "NOT_FOUND"],
    ["/ev-charger//", 404, "NOT_FOUND"],
    ["/EV-CHARGER", 404, "NOT_FOUND"],
    ["/../ev-charger", 404, "NOT_FOUND"],
    ["/ev-charger;a=b", 404, "NOT_FOUND"],
    ["/__proto__", 404, "NOT_FOUND"],
    ["*", 404, "NOT_FOUND"],
    ["/ev-charger/__proto__", 404, "DEVICE_NOT_FOUND"],
    ["/ev-charger/constructor", 404, "DEVICE_NOT_FOUND"],
    ["/ev-charger/..", 404, "DEVICE_NOT_FOUND"],
    ["/ev-charger/:deviceId", 404, "DEVICE_NOT_FOUND"],
    ["/ev-charger/device_ev_001%2fsettings", 404, "DEVICE_NOT_FOUND"],
    ["/ev-charger/%F0%9F%94%8C", 404, "DEVICE_NOT_FOUND"],
    [`/ev-charger/${"a".repeat(15 * KIB)}`, 404, "DEVICE_NOT_FOUND"],
    ["/ev-charger/", 400, "INVALID_REQUEST"],
    ["/ev-charger/%", 400, "INVALID_REQUEST"],
    ["/ev-charger/%zz", 400, "INVALID_REQUEST"],
    ["/ev-charger/%ff", 400, "INVALID_REQUEST"],
    ["/ev-charger/%ed%a0%80", 400, "INVALID_REQUEST"],
    ["/ev-charger/%00", 400, "INVALID_REQUEST"],
  ])("%s is answered with %i %s, and says to whom", async (target, status, code) => {
    const { answers } = await exchange(sandbox.url, requestOf("GET", target));
    expect(errorOf(answers[0])).toBe(`${status} ${code}`);
    expect(at(answers[0]?.json, "meta", "environment")).toBe("sandbox");
  });
});

describe("a method", () => {
  const contract = Contract.bundled();
  const paths = [...new Set(contract.operations.map(({ path }) => path))];

  it.each(["TRACE", "PROPFIND", "PURGE", "M-SEARCH", "QUERY", "LINK", "DELETE", "PATCH"])(
    "%s is no method of any path of the contract",
    async (method) => {
      for (const path of paths) {
        const { answers } = await exchange(
          sandbox.url,
          requestOf(method, path.replaceAll(/[{}]/g, "")),
        );
        expect(errorOf(answers[0])).toBe("405 METHOD_NOT_ALLOWED");
        const declared = contract.operations.filter((operation) => operation.path === path);
        expect(answers[0]?.headers.get("allow")?.split(", ")).toEqual(
          declared.map((operation) => operation.method),
        );
      }
    },
  );

  it("that does not exist, or wants a proxy, is refused", async () => {
    for (const method of ["FOO", "get", "CONNECT"]) {
      const { answers } = await exchange(sandbox.url, requestOf(method, "/ev-charger"));
      expect(errorOf(answers[0])).toBe("400 INVALID_REQUEST");
    }
  });
});

it("takes two keys for one that nobody has", async () => {
  const request = requestOf("GET", "/ev-charger").replace(
    "\r\n",
    `\r\nx-api-key: ${defaultKeys.other}\r\n`,
  );
  const { answers } = await exchange(sandbox.url, request);
  expect(errorOf(answers[0])).toBe("401 INVALID_API_KEY");
});

it("has survived all of it, and has carried out none", async () => {
  const { status, json } = await call(sandbox.url, DEVICE);
  expect(status).toBe(200);
  expect(at(json, "data", "lastAction")).toBeNull();
});
