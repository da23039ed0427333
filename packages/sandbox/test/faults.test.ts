import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import { defaultFleet, defaultKeys, type Sandbox, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call, errorOf, pushOf } from "./call.ts";
import { exchange, requestOf } from "./connection.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: "fleet", rateLimit: 0, fleet: { chargers: 40 } });
});
afterAll(() => sandbox?.stop());

/** Chargers of the fleet that no other test of the file uses. */
const unused = [...(defaultFleet({ chargers: 40 }).customers[0]?.chargers ?? [])]
  .slice(2)
  .map(({ id }) => `/ev-charger/${id}`);
const fresh = (): string => unused.pop() ?? "";

const asking = (fault: string) => ({ headers: { "x-sandbox-fault": fault } });
const body = pushOf({});
const lastActionOf = async (path: string): Promise<unknown> =>
  at((await call(sandbox.url, path)).json, "data", "lastAction");

describe("x-sandbox-fault", () => {
  it("answers with the code that it names, with its status, and carries nothing out", async () => {
    const path = fresh();
    const answer = await call(sandbox.url, path, { body, ...asking("code=START_IN_PAST") });
    expect(errorOf(answer)).toBe("422 START_IN_PAST");
    expect(at(answer.json, "meta", "environment")).toBe("sandbox");
    expect(await lastActionOf(path)).toBeNull();
  });

  it("says how long to wait where it is told to, and with a 429 always", async () => {
    const asked = async (fault: string): Promise<unknown[]> => {
      const answer = await call(sandbox.url, "/actions", asking(fault));
      return [errorOf(answer), answer.headers.get("retry-after")];
    };
    const limited = "429 RATE_LIMIT_EXCEEDED";
    expect(await asked("code=RATE_LIMIT_EXCEEDED, retry-after=7")).toEqual([limited, "7"]);
    expect(await asked("code=RATE_LIMIT_EXCEEDED")).toEqual([limited, "1"]);
    expect(await asked("code=RATE_LIMIT_EXCEEDED, retry-after=0")).toEqual([limited, "0"]);
    const unavailable = "503 SERVICE_UNAVAILABLE";
    expect(await asked("retry-after=3,code=SERVICE_UNAVAILABLE")).toEqual([unavailable, "3"]);
    expect(await asked("code=SERVICE_UNAVAILABLE")).toEqual([unavailable, null]);
  });

  it("keeps an answer back for as long as it is told to, and carries it out", async () => {
    const path = fresh();
    const answer = await call(sandbox.url, path, { body, ...asking("latency=60") });
    expect(answer.status).toBe(202);
    // Never sooner; how much later is the machine's affair.
    expect(Number(at(answer.json, "meta", "latencyMs"))).toBeGreaterThanOrEqual(59);
    expect(await lastActionOf(path)).not.toBeNull();
  });

  it.each([
    ["reset", false],
    ["reset=before", false],
    ["reset=after", true],
    ["latency=20, reset", false],
    ["latency=20, reset=after", true],
  ])(
    "breaks the connection off at %s; whether the push was carried out: %j",
    async (fault, isThere) => {
      const path = fresh();
      const { answers, rest, isReset } = await exchange(
        sandbox.url,
        requestOf("POST", path, { body, keep: true, ...asking(fault) }),
      );
      expect({ answers, rest, isReset }).toEqual({ answers: [], rest: "", isReset: true });
      expect((await lastActionOf(path)) !== null).toBe(isThere);
    },
  );

  it("breaks off a refusal as it does a success", async () => {
    const unknown = "/ev-charger/nothing";
    for (const fault of ["reset=after", "code=CONFLICT, reset=after", "code=CONFLICT, reset"]) {
      const request = requestOf("POST", unknown, { body, ...asking(fault) });
      const { answers, isReset } = await exchange(sandbox.url, request);
      expect([answers, isReset], fault).toEqual([[], true]);
    }
  });

  it("sends half of the body with all of the head, after all was carried out", async () => {
    const path = fresh();
    const headers = { "x-sandbox-fault": "truncate", origin: "https://example.com" };
    const request = requestOf("POST", path, { body, headers, keep: true });
    const { answers, rest } = await exchange(sandbox.url, request);
    expect(answers).toEqual([]);
    const [head = "", half = ""] = rest.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 202 Accepted\r\n/);
    expect(head).toContain("content-type: application/json");
    expect(head).toContain("access-control-allow-origin: *");
    const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
    expect(half).toHaveLength(Math.floor(length / 2));
    expect(half).toMatch(/^\{"success":true,/);
    expect(await lastActionOf(path)).not.toBeNull();
  });

  it("truncates an error, too, asked for or not", async () => {
    const refused = { "code=CONFLICT, truncate": /^HTTP\/1\.1 409 /, truncate: /^HTTP\/1\.1 404 / };
    for (const [fault, status] of Object.entries(refused)) {
      const request = requestOf("POST", "/ev-charger/nothing", { body, ...asking(fault) });
      const { answers, rest } = await exchange(sandbox.url, request);
      expect(answers, fault).toEqual([]);
      expect(rest).toMatch(status);
      expect(rest).toContain('{"success":false,');
    }
  });

  it.each([
    "",
    ",",
    "nothing",
    "code",
    "code=",
    "code=NOTHING",
    "code=UNAUTHORIZED=x",
    "code=conflict",
    "code=toString",
    "code=DEVICE_NOT_FOUND",
    "retry-after",
    "retry-after=",
    "retry-after=-1",
    "retry-after=1.5",
    "retry-after=1000000000",
    "latency=x",
    "latency=60001",
    "latency=1e3",
    "reset=now",
    "reset=",
    "truncate=1",
    "reset truncate",
    "latency=1;reset",
    "__proto__=1",
  ])("is refused by its name as %j", async (fault) => {
    const answer = await call(sandbox.url, "/ev-charger", asking(fault));
    expect(errorOf(answer)).toBe("400 INVALID_REQUEST");
    expect(at(answer.json, "error", "details", "issues", "0")).toMatchObject({
      in: "header",
      field: "x-sandbox-fault",
    });
    expect(at(answer.json, "error", "message")).toContain("x-sandbox-fault");
  });

  it("says which codes an operation has", async () => {
    const answer = await call(sandbox.url, "/ev-charger", asking("code=CONFLICT"));
    const { codes } =
      Contract.bundled().operations.find(({ path }) => path === "/ev-charger") ?? {};
    for (const code of codes?.keys() ?? []) expect(answer.body).toContain(code);
  });

  it("does not make a wrong request right", async () => {
    const wrong = await call(sandbox.url, "/ev-charger?limit=0", asking("reset, code=CONFLICT"));
    expect(errorOf(wrong)).toBe("400 INVALID_REQUEST");
    const unknown = await call(sandbox.url, "/ev-charger", { key: "nobodys", ...asking("reset") });
    expect(errorOf(unknown)).toBe("401 INVALID_API_KEY");
  });
});

describe("x-sandbox-now", () => {
  const timestampAt = async (now: string): Promise<unknown> => {
    const { json } = await call(sandbox.url, "/ev-charger", { headers: { "x-sandbox-now": now } });
    return at(json, "meta", "timestamp");
  };

  it.each([
    ["2027-01-02T03:04:05.678Z", "2027-01-02T03:04:05.678Z"],
    ["2027-01-02T03:04:05Z", "2027-01-02T03:04:05.000Z"],
    ["2027-01-02T03:04Z", "2027-01-02T03:04:00.000Z"],
    ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
    ["+0s", "2026-05-07T09:24:10.000Z"],
    ["+1ms", "2026-05-07T09:24:10.001Z"],
    ["+90m", "2026-05-07T10:54:10.000Z"],
    ["-2h", "2026-05-07T07:24:10.000Z"],
    ["+1.5d", "2026-05-08T21:24:10.000Z"],
    ["-10s", "2026-05-07T09:24:00.000Z"],
  ])("%s makes it %s, for that one request", async (now, timestamp) => {
    expect(await timestampAt(now)).toBe(timestamp);
    expect(at((await call(sandbox.url, "/ev-charger")).json, "meta", "timestamp")).toBe(
      "2026-05-07T09:24:10.000Z",
    );
  });

  it("lets an action be read as it is going to be, and goes with a fault", async () => {
    const path = fresh();
    const pushed = await call(sandbox.url, path, { body });
    const action = String(at(pushed.json, "data", "links", "self"));
    const stateAt = async (now: string): Promise<unknown> => {
      const headers = { "x-sandbox-now": now, "x-sandbox-fault": "latency=1" };
      return at((await call(sandbox.url, action, { headers })).json, "data", "state");
    };
    expect(await stateAt("+1999ms")).toBe("acknowledged");
    expect(await stateAt("+2s")).toBe("completed");
  });

  it.each([
    "",
    "now",
    "tomorrow",
    "0",
    "1767225600",
    "90m",
    "+90",
    "+90M",
    "+1w",
    "+-1h",
    "+ 1h",
    "1h",
    "2027-01-02",
    "2027-01-02T03:04:05",
    "2027-01-02T03:04:05+01:00",
    "2027-13-01T00:00:00Z",
    "2027-02-30T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "-99999d",
    "+999999999d",
    "9999-12-31T00:00:00Z",
    "+1h, +1h",
  ])("is refused by its name as %j", async (now) => {
    const answer = await call(sandbox.url, "/ev-charger", { headers: { "x-sandbox-now": now } });
    expect(errorOf(answer)).toBe("400 INVALID_REQUEST");
    expect(at(answer.json, "error", "details", "issues", "0", "field")).toBe("x-sandbox-now");
  });
});

it.each(["x-sandbox-now", "x-sandbox-fault"])(
  "a live key may not send %s, whatever it says",
  async (name) => {
    for (const value of ["", "nothing", "+1h", "code=UNAUTHORIZED"]) {
      const asked = { key: defaultKeys.live, headers: { [name]: value } };
      const answer = await call(sandbox.url, "/ev-charger", asked);
      expect(errorOf(answer)).toBe("403 INSUFFICIENT_PERMISSIONS");
      expect(at(answer.json, "error", "message")).toContain(name);
      expect(at(answer.json, "meta", "environment")).toBe("live");
    }
  },
);
