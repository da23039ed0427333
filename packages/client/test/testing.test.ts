import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { HttpHandler, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { isRecord } from "../../../scripts/isRecord.ts";
import { createClient, isApiError } from "../src/index.ts";
import { createMocks, handlers, mock } from "../src/testing.ts";
import { callsFrom, type ExampleCall } from "./callsFrom.ts";

const contract: unknown = JSON.parse(
  await readFile(fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json")), "utf8"),
);
const origin = "https://api.amps.ai";
const server = setupServer(...handlers());

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe.each(callsFrom(contract))("the mock of $id", (call) => {
  it("answers with each example of its successes, the first one by default", async () => {
    const [first, ...others] = examplesOf(call, "2");
    const [[status] = []] = responsesOf(call, "2");
    const empty = { status: Number(status), body: undefined };
    expect(await send(call)).toEqual(first?.answer ?? empty);
    for (const { name, answer } of others) {
      server.use(make(call.id, [{ example: name }]));
      expect(await send(call)).toEqual(answer);
    }
  });

  it("answers with each example of the errors that the contract shows, by code", async () => {
    const examples = examplesOf(call, "45");
    expect(examples.length).toBeGreaterThan(0);
    for (const { name, answer } of examples) {
      const code = at(answer.body, "error", "code");
      server.use(make(`${call.id}.error`, [code, { example: name }]));
      expect(await send(call), `${String(code)} as in ${name}`).toEqual(answer);
    }
  });

  it("answers with each code that the contract documents, with the headers that it requires", async () => {
    const failures = responsesOf(call, "45");
    expect(failures.flatMap(([, response]) => codesOf(response))).not.toEqual([]);
    for (const [status, response] of failures) {
      for (const code of codesOf(response)) {
        server.use(make(`${call.id}.error`, [code]));
        const answer = await fetch(...requestOf(call));
        expect(answer.status, code).toBe(Number(status));
        expect(at(await answer.json(), "error", "code")).toBe(code);
        for (const [name, header] of Object.entries(membersOf(at(response, "headers")))) {
          expect(answer.headers.get(name), name).toBe(String(at(header, "example")));
        }
      }
    }
  });
});

describe("an override", () => {
  it("changes the example member by member, and leaves out what is undefined", async () => {
    const example = await bodyOf("/ev-charger/a");
    const plain = at(example, "data");
    server.use(
      mock.getEvCharger({
        data: {
          state: { isCharging: false },
          commands: { idle: undefined },
          conflictStrategies: [],
        },
        meta: { environment: "live" },
      }),
    );
    const body = await bodyOf("/ev-charger/a");
    expect(at(body, "data", "state")).toEqual({
      ...membersOf(at(plain, "state")),
      isCharging: false,
    });
    expect(Object.keys(membersOf(at(body, "data", "commands")))).toEqual(["charge"]);
    expect(at(body, "data", "conflictStrategies")).toEqual([]);
    expect(at(body, "data", "metadata")).toEqual(at(plain, "metadata"));
    expect(at(body, "meta")).toEqual({ ...membersOf(at(example, "meta")), environment: "live" });
  });

  it("completes an object that the example does not show from another example", async () => {
    server.use(mock.getAction({ example: "acknowledged", data: { result: { success: false } } }));
    const result = at(await dataOf("/actions/a"), "result");
    expect(at(result, "success")).toBe(false);
    expect(at(result, "message")).toEqual(expect.any(String));
  });

  it("may be a whole body, which is sent as it is", async () => {
    const body = { success: true as const, data: { deviceId: "a", updated: [] }, meta: liveMeta };
    server.use(mock.updateEvChargerSettings({ body }));
    expect(await bodyOf("/ev-charger/a/settings", { method: "POST" })).toEqual(body);
  });

  it("lasts for one request with once", async () => {
    server.use(mock.getEvCharger.error("INTERNAL_ERROR", {}, { once: true }));
    expect(await statusOf("/ev-charger/a")).toBe(500);
    expect(await statusOf("/ev-charger/a")).toBe(200);
  });

  it("changes message, details and headers of an error", async () => {
    server.use(
      mock.pushEvChargerAction.error("CONFLICT", {
        message: "Busy.",
        details: { conflictingActionIds: ["action_1"], strategies: undefined },
        headers: { "x-trace": 1 },
      }),
    );
    const answer = await fetch(`${origin}/ev-charger/a`, { method: "POST" });
    expect(answer.status).toBe(409);
    expect(answer.headers.get("x-trace")).toBe("1");
    expect(at(await answer.json(), "error")).toEqual({
      code: "CONFLICT",
      message: "Busy.",
      details: { reason: "no_strategy_supplied", conflictingActionIds: ["action_1"] },
    });
  });

  it("replaces a header that the contract documents, or leaves it out", async () => {
    const retryAfter = async () => (await fetch(`${origin}/actions`)).headers.get("retry-after");
    server.use(mock.listActions.error("RATE_LIMIT_EXCEEDED", { headers: { "Retry-After": 2 } }));
    expect(await retryAfter()).toBe("2");
    server.use(
      mock.listActions.error("RATE_LIMIT_EXCEEDED", { headers: { "retry-after": undefined } }),
    );
    expect(await retryAfter()).toBeNull();
  });
});

describe("a function", () => {
  it("is told of the request, its values read as the contract has them", async () => {
    const spy = vi.fn<(request: object) => void>();
    server.use(mock.getEvCharger(spy), mock.listActions(spy), mock.pushEvChargerAction(spy));
    const body = { action: { command: "charge" } };
    await fetch(`${origin}/ev-charger/a%2Fb?expedite=true`);
    await fetch(`${origin}/actions?limit=5&userId=7&limit=x`);
    await fetch(`${origin}/ev-charger/a`, { method: "POST", body: JSON.stringify(body) });
    await fetch(`${origin}/ev-charger/a`, { method: "POST", body: "{" });
    const [charger, actions, push, broken] = spy.mock.calls.map(([told]) => told);
    expect(charger).toMatchObject({ params: { deviceId: "a/b" }, query: { expedite: true } });
    expect(charger).toMatchObject({ body: undefined });
    expect(at(charger, "request")).toBeInstanceOf(Request);
    expect(actions).toMatchObject({ params: {}, query: { limit: 5, userId: "7" } });
    expect(push).toMatchObject({ params: { deviceId: "a" }, body });
    expect(broken).toMatchObject({ body: "{" });
  });

  it("chooses data, an error, a response, or nothing for the example", async () => {
    server.use(
      mock.getEvCharger(async ({ params: { deviceId } }) => {
        await Promise.resolve();
        if (deviceId === "gone") return { error: "DEVICE_NOT_FOUND" };
        if (deviceId === "proxy") return HttpResponse.html("<h1>502</h1>", { status: 502 });
        return deviceId === "any" ? undefined : { data: { id: deviceId } };
      }),
    );
    expect(await statusOf("/ev-charger/gone")).toBe(404);
    expect(await statusOf("/ev-charger/proxy")).toBe(502);
    expect(at(await dataOf("/ev-charger/any"), "id")).toBe("device_ev_001");
    expect(at(await dataOf("/ev-charger/mine"), "id")).toBe("mine");
  });
});

describe("a list", () => {
  const items = Array.from({ length: 25 }, (_, index) => ({ id: `device_${index}` }));
  const pageOf = async (query: string) => {
    const data = await dataOf(`/ev-charger${query}`);
    const ids = [at(data, "items")].flat().map((item) => at(item, "id"));
    return { ids, pagination: at(data, "pagination") };
  };

  it("serves pages of the items that it is given, completed from the example's", async () => {
    server.use(mock.listEvChargers({ data: { items } }));
    const first = await pageOf("");
    expect(first.ids).toEqual(items.slice(0, 10).map(({ id }) => id));
    expect(first.pagination).toEqual({ limit: 10, offset: 0, total: 25, hasMore: true });
    expect(await pageOf("?limit=2&offset=24")).toEqual({
      ids: ["device_24"],
      pagination: { limit: 2, offset: 24, total: 25, hasMore: false },
    });
    expect((await pageOf("?offset=25")).ids).toEqual([]);
    expect((await pageOf("?limit=5&offset=20")).pagination).toMatchObject({ hasMore: false });
    const [item] = [at(await dataOf("/ev-charger"), "items")].flat();
    expect(at(item, "vendor")).toEqual(expect.any(String));
  });

  it("serves no more on a page than the contract allows", async () => {
    server.use(mock.listEvChargers({ data: { items: [...items, ...items, ...items] } }));
    expect((await pageOf("?limit=1000")).ids.length).toBe(50);
    expect((await pageOf("?limit=0")).ids.length).toBe(10);
  });

  it("cuts its examples into pages, too", async () => {
    expect((await pageOf("?limit=1&offset=1")).ids).toEqual(["device_ev_002"]);
  });

  it("sends one page as it is when it is given the pagination", async () => {
    const pagination = { limit: 1, offset: 7, total: 9, hasMore: true };
    server.use(mock.listEvChargers({ data: { items: items.slice(0, 2), pagination } }));
    expect(await pageOf("?limit=1")).toEqual({ ids: ["device_0", "device_1"], pagination });
  });
});

describe("faults", () => {
  it("rejects without an answer after a network error", async () => {
    server.use(mock.listActions.networkError());
    await expect(fetch(`${origin}/actions`)).rejects.toThrow(TypeError);
  });

  it("breaks off in the middle of the body, after status and headers", async () => {
    server.use(mock.listActions.brokenBody());
    const answer = await fetch(`${origin}/actions`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    await expect(answer.text()).rejects.toThrow(TypeError);
  });

  it("keeps its answer back for as long as it is told", async () => {
    server.use(mock.listActions({ delay: 60 }));
    const start = performance.now();
    expect(await statusOf("/actions")).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(55);
    server.use(mock.listActions({ delay: "infinite" }));
    const signal = AbortSignal.timeout(60);
    await expect(fetch(`${origin}/actions`, { signal })).rejects.toThrow("timeout");
  });

  it("answers in sequence, and stays at the last one", async () => {
    server.use(
      mock.getAction.sequence([
        { error: "SERVICE_UNAVAILABLE" },
        { networkError: true },
        { example: "acknowledged" },
        ({ params }) => ({ example: "completed", data: { id: params.actionId } }),
      ]),
    );
    expect(await statusOf("/actions/a")).toBe(503);
    await expect(fetch(`${origin}/actions/a`)).rejects.toThrow(TypeError);
    expect(at(await dataOf("/actions/a"), "state")).toBe("acknowledged");
    const last = { id: "a", state: "completed" };
    expect(await dataOf("/actions/a")).toMatchObject(last);
    expect(await dataOf("/actions/a")).toMatchObject(last);
  });
});

describe("createMocks", () => {
  it("mocks the API at another address, and leaves the contract's alone", async () => {
    const local = createMocks({ baseUrl: "http://localhost:4010/v1/" });
    server.use(local.mock.listActions({ example: "noActions" }));
    const body = await (await fetch("http://localhost:4010/v1/actions")).json();
    expect(at(body, "data", "items")).toEqual([]);
    expect(at(await dataOf("/actions"), "items")).not.toEqual([]);
    expect(local.handlers().length).toBe(handlers().length);
  });
});

describe("what the contract does not have", () => {
  it.each([
    ["getAction", [{ example: "x" }], 'mock.getAction: no example "x". There are: acknowledged, '],
    ["getAction.error", ["X"], 'mock.getAction: no documented error "X". There are: INVALID_REQ'],
    ["getAction.error", ["toString"], 'mock.getAction: no documented error "toString". There are'],
    [
      "pushEvChargerAction.error",
      ["CONFLICT", { example: "x" }],
      'mock.pushEvChargerAction: CONFLICT has no example "x". There are: noStrategySupplied, ',
    ],
    ["getAction.sequence", [[]], "mock.getAction.sequence: no answers. Give it one or more."],
  ])("is refused at once by mock.%s, saying what there is", (path, given, message) => {
    expect(() => make(path, given)).toThrow(message);
  });
});

describe("the client", () => {
  const amps = () => createClient({ apiKey: "amps_sk_test_1" });

  it("reads every page of a mocked list", async () => {
    const items = Array.from({ length: 25 }, (_, index) => ({ id: `device_${index}` }));
    server.use(mock.listEvChargers({ data: { items } }));
    const ids: string[] = [];
    for await (const charger of amps().listEvChargers({ query: { limit: 7 } }))
      ids.push(charger.id);
    expect(ids).toEqual(items.map(({ id }) => id));
  });

  it("throws the mocked error with its details", async () => {
    server.use(
      mock.pushEvChargerAction.error("CONFLICT", { details: { conflictingActionIds: ["a1"] } }),
    );
    const body = { action: { command: "charge" } } as const;
    const error = await amps()
      .pushEvChargerAction({ path: { deviceId: "a" }, body })
      .catch((reason: unknown) => reason);
    expect(isApiError(error, "CONFLICT")).toBe(true);
    expect(at(error, "details", "conflictingActionIds")).toEqual(["a1"]);
  });

  it("tries again after a mocked broken connection", async () => {
    server.use(mock.getEvCharger.sequence([{ networkError: true }, { brokenBody: true }, {}]));
    const charger = await amps().getEvCharger({ path: { deviceId: "a" } });
    expect(charger.id).toBe("device_ev_001");
  });

  it("waits for a mocked action to end", async () => {
    server.use(mock.getAction.sequence([{ example: "acknowledged" }, { example: "completed" }]));
    const action = await amps().waitForAction("a", { interval: 1 });
    expect(action.state).toBe("completed");
  });
});

const liveMeta = {
  requestId: "req_1",
  environment: "live",
  timestamp: "2026-01-01T00:00:00.000Z",
  latencyMs: 1,
};

/** What is at a path into a value, `$ref`s of the contract followed. */
function at(value: unknown, ...path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (!(value instanceof Object)) return undefined;
  const ref: unknown = Reflect.get(value, "$ref");
  if (typeof ref === "string") return at(at(contract, ...ref.slice(2).split("/")), ...path);
  return key === undefined ? value : leaf(Reflect.get(value, key), rest);
}

const leaf = (value: unknown, rest: readonly string[]): unknown =>
  rest.length === 0 && !(value instanceof Object) ? value : at(value, ...rest);

function responsesOf({ method, path }: ExampleCall, classes: string): [string, unknown][] {
  const responses = at(contract, "paths", path, method.toLowerCase(), "responses");
  return Object.entries(membersOf(responses)).filter(([status]) =>
    classes.includes(status.charAt(0)),
  );
}

function examplesOf(call: ExampleCall, classes: string) {
  return responsesOf(call, classes).flatMap(([status, response]) => {
    const examples = at(response, "content", "application/json", "examples");
    return Object.keys(membersOf(examples)).map((name) => ({
      name,
      answer: { status: Number(status), body: at(examples, name, "value") },
    }));
  });
}

/** The codes that a response's schema has as constants. */
function codesOf(response: unknown): string[] {
  const error = at(response, "content", "application/json", "schema", "properties", "error");
  return [at(error, "anyOf")]
    .flat()
    .map((one) => at(one, "properties", "code", "const"))
    .filter((code) => typeof code === "string");
}

function requestOf({ method, path, request }: ExampleCall): [url: string, init: RequestInit] {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(at(request, "path", name)));
  const body = request["body"] === undefined ? null : JSON.stringify(request["body"]);
  return [origin + url, { method, body }];
}

async function send(call: ExampleCall): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(...requestOf(call));
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** Calls a member of `mock`, e.g. "getAction.error", as plain JavaScript would. */
function make(path: string, given: readonly unknown[]): HttpHandler {
  const member = path
    .split(".")
    .reduce<unknown>((value, name) => Reflect.get(Object(value), name), mock);
  if (typeof member !== "function") throw new Error(`there is no mock.${path}`);
  const handler: unknown = Reflect.apply(member, undefined, given);
  if (handler instanceof HttpHandler) return handler;
  throw new Error(`mock.${path} makes no handler`);
}

const membersOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

const bodyOf = async (path: string, init?: RequestInit): Promise<unknown> =>
  (await fetch(origin + path, init)).json();
const dataOf = async (path: string) => at(await bodyOf(path), "data");
const statusOf = async (path: string) => (await fetch(origin + path)).status;
