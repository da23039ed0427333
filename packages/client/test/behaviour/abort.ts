import { fine, inState, push, read, readRaw, refusal } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, type Client, type ClientOptions, type Kit, start } from "./Kit.ts";
import type { Script } from "./Script.ts";

const LIMIT = 50;

interface Phase {
  readonly script: Script;
  readonly options?: ClientOptions;
  /** `reached` is to be called once the phase has begun, unless `requests` says when. */
  readonly begin: (
    kit: Kit,
    script: Script,
    options: ClientOptions & { signal: AbortSignal },
    reached: () => void,
  ) => Promise<{ call: PromiseLike<unknown>; seen: Awaited<ReturnType<typeof start>>["seen"] }>;
  /** The phase has begun when the server has seen so many requests. */
  readonly requests?: number;
  /** So many requests must have been given up in the end. */
  readonly abandoned?: number;
}

/** Aborts in a phase and takes the time until the call has settled. */
async function settleTime(kit: Kit, phase: Phase): Promise<number> {
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  const signal = controller.signal;
  let reached = (): void => {};
  const begun = new Promise<void>((resolve) => (reached = resolve));
  const options = { ...phase.options, signal };
  const { call, seen } = await phase.begin(kit, phase.script, options, reached);
  const settled = rejectionOf(call);
  if (phase.requests === undefined) await begun;
  // The second time, the answer to what was seen has had the time to arrive.
  else for (let trip = 0; trip < 2; trip++) await seen({ requests: phase.requests });
  const requests = (await seen()).length;

  const from = performance.now();
  controller.abort(reason);
  const error = await settled;
  const took = performance.now() - from;

  isTrue(kit.sdk.isEvChargerError(error), `an error of the client, not ${String(error)}`);
  matches(error, { name: "AbortError", code: "ABORTED" });
  isTrue(error.cause === reason, "the caller's reason as the cause");
  const after = await seen({ abandoned: phase.abandoned ?? 0 });
  equals(after.length, requests, "the number of requests, after the abort,");
  return took;
}

/** On a busy machine a single measurement may be anything: the best of three counts. */
async function settlesInTime(kit: Kit, phase: Phase): Promise<void> {
  const times: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const took = await settleTime(kit, phase);
    if (took <= LIMIT) return;
    times.push(Math.round(took));
  }
  throw new Error(`Expected it to settle within ${LIMIT} ms, but it took ${times.join(", ")} ms.`);
}

/** A phase of a call that is made with the signal in the options of the call. */
function during(
  call: (client: Client, options: { signal: AbortSignal }) => PromiseLike<unknown>,
  phase: Omit<Phase, "begin">,
): Phase {
  return {
    ...phase,
    async begin(kit, script, { signal, ...options }) {
      const { client, seen } = await start(kit, script, options);
      return { call: call(client, { signal }), seen };
    },
  };
}

/** Made with options that depend on when the phase is reached. */
function reaching(
  optionsOf: (reached: () => void) => ClientOptions,
  script: Script = [fine],
  abandoned = 0,
): Phase {
  return {
    script,
    abandoned,
    async begin(kit, given, { signal }, reached) {
      const { client, seen } = await start(kit, given, optionsOf(reached));
      return { call: read(client, { signal }), seen };
    },
  };
}

const never = (): Promise<never> => new Promise(() => {});

/** Knows from a middleware that the head has arrived, and so the body is being read. */
const inBody = (reached: () => void): ClientOptions => ({
  middleware: [
    {
      async attempt(_, next) {
        const response = await next();
        setTimeout(reached, 20);
        return response;
      },
    },
  ],
});

const waiting = refusal("SERVICE_UNAVAILABLE", 60);
const patient = { totalTimeout: Infinity } as const;
const hanging: Script = [{ fault: "hang" }];
const stuckPages: Script = { list: { total: 25, instead: { 2: { fault: "hang" } } } };

const phases: Readonly<Record<string, Phase>> = {
  "while it waits for the key": reaching((reached) => ({
    apiKey: () => {
      reached();
      return never();
    },
  })),
  "while it connects, also with a fetch that ignores the signal": reaching((reached) => ({
    fetch: () => {
      reached();
      return never();
    },
  })),
  "while it waits for the head": during(read, { script: hanging, requests: 1, abandoned: 1 }),
  "while it waits for the head of a POST": during(push, {
    script: hanging,
    requests: 1,
    abandoned: 1,
  }),
  "while a body stalls": reaching(inBody, [{ ...fine, fault: "stall" }], 1),
  "while a body trickles": reaching(inBody, [{ ...fine, fault: "trickle" }], 1),
  "while the body of an error stalls": reaching(
    inBody,
    [{ ...refusal("DEVICE_NOT_FOUND"), fault: "stall" }],
    1,
  ),
  "while it waits to try again": during(read, {
    script: [waiting],
    options: patient,
    requests: 1,
  }),
  "while it waits to try a POST again": during(push, {
    script: [refusal("RATE_LIMIT_EXCEEDED", 60)],
    options: patient,
    requests: 1,
  }),
  "while it waits to try again on the raw surface": during(readRaw, {
    script: [waiting],
    options: patient,
    requests: 1,
  }),
  "while a raw request hangs": during(readRaw, { script: hanging, requests: 1, abandoned: 1 }),
  "while withResponse() waits": during((client, options) => read(client, options).withResponse(), {
    script: hanging,
    requests: 1,
    abandoned: 1,
  }),
  "while a later page hangs": during(
    async (client, options) => {
      for await (const _ of client.listEvChargers({}, options));
    },
    { script: stuckPages, requests: 2, abandoned: 1 },
  ),
  "while toArray() waits for a later page": during(
    (client, options) => client.listEvChargers({}, options).toArray(),
    { script: stuckPages, requests: 2, abandoned: 1 },
  ),
  "while nextPage() waits": during(
    async (client, options) => (await client.listEvChargers({}, options)).nextPage(),
    { script: stuckPages, requests: 2, abandoned: 1 },
  ),
  "while waitForAction() waits to ask again": during(
    (client, options) =>
      client.waitForAction("action_1", { ...options, timeout: 60_000, interval: 30_000 }),
    { script: [inState("acknowledged")], requests: 1 },
  ),
  "while a request of waitForAction() hangs": during(
    (client, options) => client.waitForAction("action_1", options),
    { script: hanging, requests: 1, abandoned: 1 },
  ),
  "while a middleware of the call dawdles": reaching((reached) => ({
    middleware: [
      {
        call: () => {
          reached();
          return never();
        },
      },
    ],
  })),
  "while a middleware of the attempt dawdles": reaching((reached) => ({
    middleware: [
      {
        attempt: () => {
          reached();
          return never();
        },
      },
    ],
  })),
};

export const abort: readonly Behaviour[] = [
  ...Object.entries(phases).map(([when, phase]) => ({
    name: `settles within ${LIMIT} ms of an abort ${when}`,
    alone: true,
    run: (kit: Kit) => settlesInTime(kit, phase),
  })),
  {
    name: "sends nothing, and asks for no key, when the signal was aborted before",
    run: async (kit) => {
      let keys = 0;
      const apiKey = () => `amps_sk_test_${(keys += 1)}234567`;
      const { client, seen } = await start(kit, [fine], { apiKey });
      const signal = AbortSignal.abort("no need");
      for (const call of [read, push, readRaw]) {
        const error = await rejectionOf(call(client, { signal }));
        matches(error, { name: "AbortError", cause: "no need", attempts: 0 });
      }
      equals([keys, (await seen()).length], [0, 0], "keys asked for, and requests");
    },
  },
  {
    name: "asks for no further page when it is aborted between pages",
    run: async (kit) => {
      const controller = new AbortController();
      const { client, seen } = await start(kit, { list: { total: 25 } });
      const ids: string[] = [];
      const error = await rejectionOf(async () => {
        for await (const { id } of client.listEvChargers({}, { signal: controller.signal })) {
          ids.push(id);
          if (ids.length === 10) controller.abort("enough");
        }
      });
      matches(error, { name: "AbortError", cause: "enough" });
      equals([ids.length, (await seen()).length], [10, 1], "items, and requests");
    },
  },
  {
    name: "has the AbortError in the result of safe()",
    run: async (kit) => {
      const controller = new AbortController();
      const { client, seen } = await start(kit, hanging);
      const call = read(client, { signal: controller.signal }).safe();
      await seen({ requests: 1 });
      controller.abort("no need");
      const { data, error } = await call;
      matches({ data, error }, { data: undefined, error: { name: "AbortError" } });
      equals(error?.cause, "no need", "the cause");
    },
  },
  ...[null, 0, "", false].map((reason) => ({
    name: `keeps the reason ${JSON.stringify(reason)} as it is`,
    run: async (kit: Kit) => {
      const controller = new AbortController();
      const { client, seen } = await start(kit, hanging);
      const settled = rejectionOf(read(client, { signal: controller.signal }));
      await seen({ requests: 1 });
      controller.abort(reason);
      const error = await settled;
      matches(error, { name: "AbortError" });
      isTrue(memberOf(error, "cause") === reason, `the cause to be ${String(reason)}`);
    },
  })),
  {
    name: "tells a signal that times out from a timeout of its own",
    run: async (kit) => {
      const { client } = await start(kit, hanging);
      const error = await rejectionOf(read(client, { signal: AbortSignal.timeout(50) }));
      matches(error, { name: "AbortError", cause: { name: "TimeoutError" } });
    },
  },
  {
    name: "heeds the client's signal as well as the call's",
    run: async (kit) => {
      for (const which of ["client", "call"]) {
        const ofClient = new AbortController();
        const ofCall = new AbortController();
        const { client, seen } = await start(kit, hanging, { signal: ofClient.signal });
        const settled = rejectionOf(read(client, { signal: ofCall.signal }));
        await seen({ requests: 1 });
        (which === "client" ? ofClient : ofCall).abort(which);
        matches(await settled, { name: "AbortError", cause: which }, `the abort of the ${which}`);
        await seen({ abandoned: 1 });
      }
    },
  },
  {
    name: "ends every call of one signal, and no other",
    run: async (kit) => {
      const controller = new AbortController();
      const { client, seen } = await start(kit, [
        ...Array.from({ length: 3 }, () => ({ fault: "hang" }) as const),
        { ...fine, delay: 300 },
      ]);
      const { signal } = controller;
      // Each at a path of its own, as a browser asks for the same one but once at a time.
      const call = (deviceId: string) => client.getEvCharger({ path: { deviceId } }, { signal });
      const ended = Promise.all(["a", "b", "c"].map((deviceId) => rejectionOf(call(deviceId))));
      await seen({ requests: 3 });
      const other = read(client);
      await seen({ requests: 4 });
      controller.abort("all");
      for (const error of await ended) matches(error, { name: "AbortError", cause: "all" });
      matches(await other, { id: "device_1" });
      await seen({ abandoned: 3 });
    },
  },
  {
    name: "does not mind an abort after the end",
    run: async (kit) => {
      const controller = new AbortController();
      const { client } = await start(kit, [fine]);
      const call = read(client, { signal: controller.signal });
      await call;
      controller.abort();
      matches(await call, { id: "device_1" });
    },
  },
];
