import { failure } from "./bodies.ts";
import { fine, push, read } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, type Kit, start } from "./Kit.ts";
import type { Answer } from "./Script.ts";

/** Timers may fire a little early. */
const EARLY = 3;

const limited: Answer = { status: 429, body: failure("RATE_LIMIT_EXCEEDED") };
const unavailable: Answer = { status: 503, body: failure("SERVICE_UNAVAILABLE") };

function after(answer: Answer, seconds: number | string): Answer {
  return { ...answer, headers: { "retry-after": String(seconds) } };
}

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
async function givesUp(kit: Kit, answer: Answer, call: typeof read | typeof push): Promise<void> {
  const { client, seen } = await start(kit, [answer, fine], { totalTimeout: 5_000 });
  const began = performance.now();
  const error = await rejectionOf(call(client));
  const took = performance.now() - began;
  isTrue(took < 4_000, `it to give up at once, not after ${took} ms`);
  const name = answer.status === 429 ? "RateLimitError" : "ServerError";
  matches(error, { name, status: answer.status, attempts: 1 });
  isTrue(kit.sdk.isApiError(error), "an ApiError");
  const asked = error.retryAfter ?? 0;
  isTrue(asked > 5_000 && asked <= 30_000, `retryAfter in ms, not ${asked}`);
  equals((await seen()).length, 1, "the number of requests");
}

export const retryAfter: readonly Behaviour[] = [
  {
    name: "waits the Retry-After seconds of a 429 in full",
    run: (kit) => waits(kit, after(limited, 1), 1_000),
  },
  {
    name: "waits the Retry-After seconds of a 503 in full",
    run: (kit) => waits(kit, after(unavailable, 2), 2_000),
  },
  ...[limited, unavailable].map((answer) => ({
    name: `waits until the Retry-After date of a ${answer.status}`,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, [{ ...answer, retryAfterDate: 2_500 }, fine]);
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
    run: (kit) => waits(kit, { ...limited, retryAfterDate: 2_000, clockAhead: -3_600_000 }, 1_000),
  },
  {
    name: "waits for a POST's 429 as well",
    run: async (kit) => {
      const { client, seen } = await start(kit, [after(limited, 1), fine]);
      await push(client);
      const [one, two] = await seen({ requests: 2 });
      isTrue((two?.at ?? 0) - (one?.answeredAt ?? 0) >= 1_000 - EARLY, "a wait of a second");
    },
  },
  ...[limited, unavailable].flatMap((answer): Behaviour[] => [
    {
      name: `gives up at once when the Retry-After seconds of a ${answer.status} exceed the budget`,
      run: (kit) => givesUp(kit, after(answer, 30), read),
    },
    {
      name: `gives up at once when the Retry-After date of a ${answer.status} exceeds the budget`,
      run: (kit) => givesUp(kit, { ...answer, retryAfterDate: 30_000 }, read),
    },
  ]),
  {
    name: "gives up at once on a POST whose Retry-After exceeds the budget",
    run: (kit) => givesUp(kit, after(limited, 30), push),
  },
  {
    name: "does not shorten a Retry-After that is longer than a timer can be",
    run: async (kit) => {
      const { client, seen } = await start(kit, [after(limited, 3_000_000), fine]);
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
      const { client, seen } = await start(kit, [after(limited, value), fine]);
      matches(await read(client), { id: "device_1" });
      equals((await seen()).length, 2, "the number of requests");
    },
  })),
  {
    name: "waits for nothing when it may not retry",
    run: async (kit) => {
      const { client, seen } = await start(kit, [after(limited, 30), fine], { retries: 0 });
      matches(await rejectionOf(read(client)), { name: "RateLimitError", retryAfter: 30_000 });
      equals((await seen()).length, 1, "the number of requests");
    },
  },
];
