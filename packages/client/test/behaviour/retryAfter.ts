import { fine, push, read, refusal } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, type Kit, start } from "./Kit.ts";
import type { Answer } from "./Script.ts";

/** Timers may fire a little early. */
const EARLY = 3;

const limited = (retryAfter: number | string) => refusal("RATE_LIMIT_EXCEEDED", retryAfter);
const unavailable = (retryAfter: number) => refusal("SERVICE_UNAVAILABLE", retryAfter);

/** Both, with a date so many milliseconds ahead. */
const dated = (retryAfterDate: number): readonly (readonly [status: number, answer: Answer])[] => [
  [429, { ...refusal("RATE_LIMIT_EXCEEDED"), retryAfterDate }],
  [503, { ...refusal("SERVICE_UNAVAILABLE"), retryAfterDate }],
];

/** Reads with one failure first, and asserts that the next request came in its time. */
async function waits(kit: Kit, first: Answer, milliseconds: number): Promise<void> {
  const { client, seen } = await start(kit, [first, fine]);
  matches(await read(client), { id: "device_1" });
  const [one, two, ...more] = await seen();
  equals(more, [], "what came after the second request");
  const waited = (two?.at ?? 0) - (one?.answeredAt ?? 0);
  isTrue(waited >= milliseconds - EARLY, `a wait of ${milliseconds} ms, not of ${waited}`);
}

/** Asserts that a call fails at once, in words of the answer, without a second request. */
async function givesUp(
  kit: Kit,
  answer: Answer,
  status: number,
  call: typeof read | typeof push = read,
): Promise<void> {
  const { client, seen } = await start(kit, [answer, fine], { totalTimeout: 5_000 });
  const began = performance.now();
  const error = await rejectionOf(call(client));
  const took = performance.now() - began;
  isTrue(took < 4_000, `it to give up at once, not after ${took} ms`);
  const name = status === 429 ? "RateLimitError" : "ServerError";
  matches(error, { name, status, attempts: 1 });
  isTrue(kit.sdk.isApiError(error), "an ApiError");
  const asked = error.retryAfter ?? 0;
  isTrue(asked > 5_000 && asked <= 30_000, `retryAfter in ms, not ${asked}`);
  equals((await seen()).length, 1, "the number of requests");
}

export const retryAfter: readonly Behaviour[] = [
  {
    name: "waits the Retry-After seconds of a 429 in full",
    run: (kit) => waits(kit, limited(1), 1_000),
  },
  {
    name: "waits the Retry-After seconds of a 503 in full",
    run: (kit) => waits(kit, unavailable(2), 2_000),
  },
  ...dated(2_500).map(([status, answer]) => ({
    name: `waits until the Retry-After date of a ${status}`,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, [answer, fine]);
      await read(client);
      const [one, two] = await seen();
      // HTTP dates have whole seconds: the date lies 1.5 to 2.5 seconds after the answer.
      const date = Math.floor(((one?.answeredAt ?? 0) + 2_500) / 1_000) * 1_000;
      const early = date - (two?.at ?? 0);
      isTrue(early <= EARLY, `no request before the date, not one ${early} ms early`);
    },
  })),
  {
    name: "reads a Retry-After date by the server's clock, when ours is wrong",
    run: (kit) => {
      const first = { ...refusal("RATE_LIMIT_EXCEEDED"), retryAfterDate: 2_000 };
      return waits(kit, { ...first, clockAhead: -3_600_000 }, 1_000);
    },
  },
  {
    name: "waits for a POST's 429 as well",
    run: async (kit) => {
      const { client, seen } = await start(kit, [limited(1), fine]);
      await push(client);
      const [one, two] = await seen({ requests: 2 });
      isTrue((two?.at ?? 0) - (one?.answeredAt ?? 0) >= 1_000 - EARLY, "a wait of a second");
    },
  },
  ...(
    [
      [429, limited(30)],
      [503, unavailable(30)],
    ] as const
  ).map(([status, answer]) => ({
    name: `gives up at once when the Retry-After seconds of a ${status} exceed the budget`,
    run: (kit: Kit) => givesUp(kit, answer, status),
  })),
  ...dated(30_000).map(([status, answer]) => ({
    name: `gives up at once when the Retry-After date of a ${status} exceeds the budget`,
    run: (kit: Kit) => givesUp(kit, answer, status),
  })),
  {
    name: "gives up at once on a POST whose Retry-After exceeds the budget",
    run: (kit) => givesUp(kit, limited(30), 429, push),
  },
  {
    name: "does not shorten a Retry-After that is longer than a timer can be",
    run: async (kit) => {
      const { client, seen } = await start(kit, [limited(3_000_000), fine]);
      const controller = new AbortController();
      const error = rejectionOf(
        read(client, { totalTimeout: Infinity, signal: controller.signal }),
      );
      await seen({ requests: 1 });
      // Ten more round trips: a timer that overflowed would have fired long before.
      for (let trip = 0; trip < 10; trip++) await seen();
      controller.abort();
      const name = String(memberOf(await error, "name"));
      isTrue(["AbortError", "RateLimitError"].includes(name), `no success, not ${name}`);
      equals((await seen()).length, 1, "the number of requests");
    },
  },
  ...["soon", "-1", "", "12abc", "NaN"].map((value) => ({
    name: `backs off as without it when Retry-After is ${JSON.stringify(value)}`,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, [limited(value), fine]);
      matches(await read(client), { id: "device_1" });
      equals((await seen()).length, 2, "the number of requests");
    },
  })),
  {
    name: "waits for nothing when it may not retry",
    run: async (kit) => {
      const { client, seen } = await start(kit, [limited(30), fine], { retries: 0 });
      matches(await rejectionOf(read(client)), { name: "RateLimitError", retryAfter: 30_000 });
      equals((await seen()).length, 1, "the number of requests");
    },
  },
];
