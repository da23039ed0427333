import { fine, inState, push, read, readRaw, refusal } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, type Client, type ClientOptions, type Kit, start } from "./Kit.ts";
import type { Answer } from "./Script.ts";

/** Generous: it tells an end from none, on a machine that has much else to do. */
const PATIENCE = 5_000;

interface Case {
  readonly answer: Answer;
  readonly options?: ClientOptions;
  readonly call?: (client: Client) => PromiseLike<unknown>;
  /** So many requests must have been given up in the end. Default: 1. */
  readonly abandoned?: number;
}

const TIMEOUT = 300;

async function timesOut(
  kit: Kit,
  { answer, options, call = read, abandoned = 1 }: Case,
): Promise<void> {
  const given = { timeout: TIMEOUT, retries: 0, ...options };
  const { client, seen } = await start(kit, [answer], given);
  const began = performance.now();
  const error = await rejectionOf(call(client));
  const took = performance.now() - began;
  matches(error, { name: "TimeoutError", code: "TIMEOUT" });
  isTrue(kit.sdk.isEvChargerError(error), "an error of the client");
  isTrue(took >= TIMEOUT - 5, `no end before the timeout, not after ${took} ms`);
  isTrue(took < PATIENCE, `an end soon after the timeout, not after ${took} ms`);
  await seen({ abandoned });
}

const never = (): Promise<never> => new Promise(() => {});

const cases: Readonly<Record<string, Case>> = {
  "connecting, also with a fetch that ignores its signal": {
    answer: fine,
    options: { fetch: never },
    abandoned: 0,
  },
  "a head that never comes": { answer: { fault: "hang" } },
  "a head that never comes, of a POST": { answer: { fault: "hang" }, call: push },
  "a body that stalls": { answer: { ...fine, fault: "stall" } },
  "a body that trickles": { answer: { ...fine, fault: "trickle" } },
  "the body of an error that stalls": {
    answer: { ...refusal("DEVICE_NOT_FOUND"), fault: "stall" },
  },
  "the body of an error that trickles": {
    answer: { ...refusal("SERVICE_UNAVAILABLE"), fault: "trickle" },
  },
  "a body that stalls, of withResponse()": {
    answer: { ...fine, fault: "stall" },
    call: (client) => read(client).withResponse(),
  },
  "a body that stalls, on the raw surface": {
    answer: { ...fine, fault: "stall" },
    call: (client) => readRaw(client),
  },
  "a page that stalls": {
    answer: { ...fine, fault: "stall" },
    call: (client) => client.listEvChargers().toArray(),
  },
  "a key that never comes, by the total timeout": {
    answer: fine,
    options: { apiKey: never, timeout: Infinity, totalTimeout: TIMEOUT },
    abandoned: 0,
  },
  "a head that never comes, by the total timeout": {
    answer: { fault: "hang" },
    options: { timeout: Infinity, totalTimeout: TIMEOUT },
  },
  "a body that trickles, by the total timeout": {
    answer: { ...fine, fault: "trickle" },
    options: { timeout: Infinity, totalTimeout: TIMEOUT },
  },
  "an action that never ends": {
    answer: inState("acknowledged"),
    call: (client) => client.waitForAction("action_1", { timeout: TIMEOUT, interval: 50 }),
    abandoned: 0,
  },
  "a request of waitForAction() that hangs": {
    answer: { fault: "hang" },
    options: { timeout: Infinity },
    call: (client) => client.waitForAction("action_1", { timeout: TIMEOUT }),
  },
};

export const timeout: readonly Behaviour[] = [
  {
    name: "frees the connection of a body that stalls, also with a fetch that ignores its signal",
    run: (kit) => {
      const fetch: ClientOptions["fetch"] = (url, init) =>
        kit.fetch(url, { ...init, signal: null });
      return timesOut(kit, { answer: { ...fine, fault: "stall" }, options: { fetch } });
    },
  },
  ...Object.entries(cases).map(([what, given]) => ({
    name: `times out on ${what}`,
    run: (kit: Kit) => timesOut(kit, given),
  })),
  {
    name: "gives each attempt the timeout, and all of them the total timeout",
    run: async (kit) => {
      const options = { timeout: 100, totalTimeout: 1_000, retries: 1_000 };
      const { client, seen } = await start(kit, [{ fault: "hang" }], options);
      const began = performance.now();
      matches(await rejectionOf(read(client)), { name: "TimeoutError" });
      const took = performance.now() - began;
      isTrue(took < PATIENCE, `an end soon after the total timeout, not after ${took} ms`);
      const requests = (await seen()).length;
      isTrue(requests <= 11, `no more requests than fit in, not ${requests}`);
      await seen({ abandoned: requests });
    },
  },
  {
    name: "leaves an answer that is slow, but in time, alone",
    run: async (kit) => {
      const { client } = await start(kit, [{ ...fine, delay: 300 }], { timeout: 10_000 });
      matches(await read(client), { id: "device_1" });
    },
  },
  ...[Infinity, 2 ** 31, Number.MAX_SAFE_INTEGER].map((long) => ({
    name: `waits, with a timeout of ${long} ms, longer than no time at all`,
    run: async (kit: Kit) => {
      const options = { timeout: long, totalTimeout: long };
      const { client } = await start(kit, [{ ...fine, delay: 100 }], options);
      matches(await read(client), { id: "device_1" });
    },
  })),
  {
    name: "takes the timeout of a call over that of its client",
    run: async (kit) => {
      const { client } = await start(kit, [{ fault: "hang" }], { retries: 0 });
      matches(await rejectionOf(read(client, { timeout: 100 })), { name: "TimeoutError" });
    },
  },
  {
    name: "has the TimeoutError in the result of safe()",
    run: async (kit) => {
      const { client } = await start(kit, [{ fault: "hang" }], { retries: 0, timeout: 100 });
      const { data, error } = await read(client).safe();
      matches({ data, error }, { data: undefined, error: { name: "TimeoutError", attempts: 1 } });
    },
  },
  {
    name: "says how many requests it made, and of which operation",
    run: async (kit) => {
      const { client } = await start(kit, [{ fault: "hang" }], { retries: 0, timeout: 100 });
      const error = await rejectionOf(push(client));
      matches(error, { attempts: 1, method: "POST", path: "/ev-charger/{deviceId}" });
      equals(memberOf(error, "status"), undefined, "the status");
    },
  },
];
