import type { KnownErrorCode } from "@ev-charger/types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadContract, validateAnswer } from "../../contract/src/index.ts";
import { listedValues } from "../../contract/src/contract/listedValues.ts";
import type { Operation } from "../../contract/src/index.ts";
import { defaultFleet, defaultKeys, type Sandbox, startSandbox } from "../src/index.ts";
import { at } from "./ask.ts";
import { call, type Call, pushOf } from "./call.ts";

const contract = await loadContract();

/** Every code that an operation documents, as the contract's own reader finds them. */
const documented = contract.operations.flatMap((operation) =>
  operation.responses
    .filter(({ status }) => status >= 400)
    .flatMap(({ status, media }) =>
      media
        .flatMap(({ schema }) => (schema ? listedValues(schema, ["error", "code"]) : []))
        .map((code) => ({ operation, status, code })),
    ),
);

interface Sent extends Call {
  /** What its ids are; default: those of the fleet. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: string;
}

const IDS = { deviceId: "device_ev_001", actionId: "action_ev_def456" };
const UNKNOWN = { deviceId: "nothing", actionId: "nothing" };
const fault = (code: string): Sent => ({ headers: { "x-sandbox-fault": `code=${code}` } });
const rate = (value: number, unit = "kw") => JSON.stringify({ max_charge_rate: { value, unit } });
const free = { deviceId: "device_ev_002" };

/** A request for each code. It does not compile without one for each. */
const ways: Readonly<Record<KnownErrorCode, (operation: Operation) => Sent>> = {
  INVALID_REQUEST: ({ path }) =>
    path.includes("{") ? { ids: { deviceId: "%00", actionId: "%00" } } : { query: "?limit=0" },
  UNAUTHORIZED: () => ({ key: null }),
  INVALID_API_KEY: () => ({ key: "amps_sk_test_of_nobody" }),
  EXPIRED_TOKEN: () => ({ key: defaultKeys.expired }),
  INSUFFICIENT_PERMISSIONS: ({ method }) =>
    method === "GET"
      ? { key: defaultKeys.live, headers: { "x-sandbox-now": "+1h" } }
      : { key: defaultKeys.readOnly },
  LIVE_ACCESS_DISABLED: () => ({ key: defaultKeys.otherLive }),
  DEVICE_NOT_FOUND: () => ({ ids: UNKNOWN }),
  NOT_FOUND: () => ({ ids: UNKNOWN }),
  METHOD_NOT_ALLOWED: () => ({ method: "DELETE" }),
  PAYLOAD_TOO_LARGE: () => ({ body: " ".repeat(64 * 1_024 + 1) }),
  UNSUPPORTED_MEDIA_TYPE: () => ({ headers: { "content-type": "text/plain" } }),
  CONFLICT: () => ({}),
  ACTION_NOT_CANCELLABLE: () => ({}),
  COMMAND_NOT_SUPPORTED: () => ({ ids: { deviceId: "device_without" } }),
  EXECUTION_NOT_SUPPORTED: () => ({
    ids: free,
    body: pushOf({ command: "idle", start: "1h", end: "2h" }),
  }),
  START_IN_PAST: () => ({ ids: free, body: pushOf({ start: "2026-05-07T09:24:09" }) }),
  START_OUT_OF_RANGE: () => ({ ids: free, body: pushOf({ start: "2026-06-06T09:24:11" }) }),
  INVALID_TIME_WINDOW: () => ({ ids: free, body: pushOf({ end: "2h" }) }),
  STRATEGY_NOT_SUPPORTED: () => ({ body: pushOf({}, { onConflict: "queue_after" }) }),
  UNSUPPORTED_SETTING: () => ({ ids: { deviceId: "device_without" } }),
  READ_ONLY_SETTING: () => ({ ids: { deviceId: "device_with_fixed" } }),
  SETTING_OUT_OF_RANGE: () => ({ body: rate(50.1) }),
  UNSUPPORTED_UNIT: () => ({ body: rate(11, "w") }),
  RATE_LIMIT_EXCEEDED: () => fault("RATE_LIMIT_EXCEEDED"),
  INTERNAL_ERROR: () => fault("INTERNAL_ERROR"),
  SERVICE_UNAVAILABLE: () => fault("SERVICE_UNAVAILABLE"),
};

const isWay = (code: string): code is KnownErrorCode => Object.hasOwn(ways, code);

/** Which requests have a body that the operation takes, unless a code wants another one. */
const bodies: Readonly<Record<string, string>> = {
  pushEvChargerAction: pushOf({}),
  updateEvChargerSettings: rate(7),
};

let sandbox: Sandbox;
beforeAll(async () => {
  const { now, customers } = defaultFleet();
  const [first, ...others] = customers;
  const chargers = [...(first?.chargers ?? [])];
  const [model] = chargers;
  if (first === undefined || model === undefined) throw new Error("The default fleet is empty.");
  const fixed = { value: 7, unit: "kw", min: 0, max: 50, readOnly: true };
  const odd = [
    { ...model, id: "device_without", commands: {}, settings: {}, actions: [] },
    { ...model, id: "device_with_fixed", settings: { max_charge_rate: fixed }, actions: [] },
  ];
  const fleet = { now, customers: [{ ...first, chargers: [...chargers, ...odd] }, ...others] };
  sandbox = await startSandbox({ now: "fleet", rateLimit: 0, fleet });
});
afterAll(() => sandbox?.stop());

/** The environment of the key that was sent, if it is known to anybody. */
function environmentOf({ key }: Sent, code: string): string | undefined {
  if (code === "UNAUTHORIZED" || code === "INVALID_API_KEY") return undefined;
  return key === defaultKeys.live || key === defaultKeys.otherLive ? "live" : "sandbox";
}

it("has a way to every code, and no other", () => {
  expect(Object.keys(ways).toSorted()).toEqual(
    [...new Set(documented.map(({ code }) => code))].toSorted(),
  );
});

it.each(documented.map((one) => [one.operation.operationId, one.status, one.code, one] as const))(
  "%s answers %i %s, with an error as the contract says, and says to whom",
  async (operationId, status, code, { operation }) => {
    if (!isWay(code)) throw new Error(`No request is known that provokes ${code}.`);
    const sent = ways[code](operation);
    const ids: Readonly<Record<string, string>> = { ...IDS, ...sent.ids };
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    const body = bodies[operationId];
    const method = sent.method ?? operation.method;
    const answer = await call(sandbox.url, path + (sent.query ?? ""), {
      ...(body !== undefined && { body }),
      ...sent,
      method,
    });
    expect(at(answer.json, "error", "code"), answer.body).toBe(code);
    expect(answer.status).toBe(status);
    expect(validateAnswer(contract, { operationId, ...answer }), answer.body).toEqual([]);
    expect(at(answer.json, "meta", "path")).toBe(path);
    expect(at(answer.json, "meta", "environment")).toBe(environmentOf(sent, code));
  },
);

it("names every documented code in a fault, and answers it as the contract says", async () => {
  for (const { operation, status, code } of documented) {
    const { operationId, method } = operation;
    const path = operation.path.replaceAll(/\{(\w+)\}/g, "of_any");
    const body = bodies[operationId];
    const answer = await call(sandbox.url, path, {
      method,
      ...(body !== undefined && { body }),
      ...fault(code),
    });
    const problems = validateAnswer(contract, { operationId, ...answer });
    expect([answer.status, at(answer.json, "error", "code"), problems], operationId).toEqual([
      status,
      code,
      [],
    ]);
  }
});

it("says who sent a request of a path that the contract does not have", async () => {
  const known = await call(sandbox.url, "/nothing?a=b", { key: defaultKeys.live });
  expect(known.status).toBe(404);
  expect(known.json).toMatchObject({
    success: false,
    error: { code: "NOT_FOUND" },
    meta: { path: "/nothing", environment: "live" },
  });
  const unknown = await call(sandbox.url, "/nothing", { key: null });
  expect(unknown.status).toBe(404);
  expect(at(unknown.json, "meta")).not.toHaveProperty("environment");
});

it("refuses every push of a live key, whatever the charger can do", async () => {
  for (const command of ["charge", "idle"]) {
    const asked = { key: defaultKeys.live, body: pushOf({ command }) };
    const answer = await call(sandbox.url, "/ev-charger/device_ev_002", asked);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      error: { code: "COMMAND_NOT_SUPPORTED" },
      meta: { environment: "live" },
    });
  }
  const read = await call(sandbox.url, "/ev-charger/device_ev_002", { key: defaultKeys.live });
  expect(at(read.json, "data", "lastAction")).toBeNull();
});
