import { fine, push, read, refusal, withRandom } from "./calls.ts";
import { equals, isTrue, matches, rejectionOf } from "./check.ts";
import { type Behaviour, type Kit, type Started, start } from "./Kit.ts";

const broken = refusal("SERVICE_UNAVAILABLE");

/** The milliseconds between the answers and the requests that follow them. */
async function gaps({ seen }: Started): Promise<readonly number[]> {
  const all = await seen();
  return all.slice(1).map(({ at }, index) => at - (all[index]?.answeredAt ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

function gapsWith(kit: Kit, random: number): Promise<readonly number[]> {
  return withRandom(random, async () => {
    const started = await start(kit, [broken]);
    await rejectionOf(read(started.client));
    return gaps(started);
  });
}

export const backoff: readonly Behaviour[] = [
  {
    name: "backs off exponentially when the server does not say how long",
    alone: true,
    run: async (kit) => {
      const tries: string[] = [];
      for (let attempt = 0; attempt < 3; attempt++) {
        const [first = 0, second = 0, ...more] = await gapsWith(kit, 0.999_999);
        equals(more, [], "the waits after the second");
        isTrue(first >= 100, `a first wait worth its name, not ${first} ms`);
        if (second >= 1.5 * first) return;
        tries.push(`${first} and ${second} ms`);
      }
      throw new Error(`Expected waits that grow, not ${tries.join("; ")}.`);
    },
  },
  {
    name: "spreads its retries over the whole of that time (full jitter)",
    alone: true,
    run: async (kit) => {
      // On a busy machine every wait is longer than it was meant to be: the best of three counts.
      const tries: string[] = [];
      for (let attempt = 0; attempt < 3; attempt++) {
        const most = sum(await gapsWith(kit, 0.999_999));
        const half = sum(await gapsWith(kit, 0.5));
        const none = sum(await gapsWith(kit, 0));
        if (none < most / 4 && half > most * 0.3 && half < most * 0.75) return;
        tries.push(`${most} ms at most, ${half} ms by half, and ${none} ms at least`);
      }
      throw new Error(`Expected waits between none and all of it, not ${tries.join("; ")}.`);
    },
  },
  {
    name: "stops retrying when the total timeout leaves no time for another wait",
    run: async (kit) => {
      const options = { retries: 50, totalTimeout: 1_000 };
      const { client, seen } = await start(kit, [broken], options);
      const began = performance.now();
      const error = await rejectionOf(read(client));
      const took = performance.now() - began;
      isTrue(took < 3_000, `an end within the total timeout, not after ${took} ms`);
      isTrue(kit.sdk.isEvChargerError(error), "a typed error");
      const requests = (await seen()).length;
      isTrue(requests < 50, `fewer requests than retries, not ${requests}`);
    },
  },
  ...[
    ["one after another", 1],
    ["at once", 100],
  ].map(([how, width]) => ({
    name: `does not multiply an outage: a hundred calls ${how} make hardly more requests`,
    alone: true,
    run: (kit: Kit) =>
      withRandom(0, async () => {
        const { client, seen } = await start(kit, [broken]);
        let left = 100;
        const caller = async (): Promise<void> => {
          while (left-- > 0) matches(await rejectionOf(read(client)), { name: "ServerError" });
        };
        await Promise.all(Array.from({ length: Number(width) }, caller));
        const requests = (await seen()).length;
        isTrue(requests > 100, `some retries, not ${requests} requests`);
        isTrue(requests <= 160, `at most 160 requests for 100 calls, not ${requests}`);
      }),
  })),
  {
    name: "does not multiply an outage of the connection either",
    alone: true,
    run: (kit) =>
      withRandom(0, async () => {
        const { client, seen } = await start(kit, [{ fault: "drop" }]);
        for (let call = 0; call < 100; call++) {
          matches(await rejectionOf(read(client)), { name: "ConnectionError" });
        }
        const requests = (await seen()).length;
        isTrue(requests <= 160, `at most 160 requests for 100 calls, not ${requests}`);
      }),
  },
  {
    name: "counts no more than one request for each call once the outage lasts",
    alone: true,
    run: (kit) =>
      withRandom(0, async () => {
        const { client } = await start(kit, [broken]);
        for (let call = 0; call < 100; call++) await rejectionOf(read(client));
        matches(await rejectionOf(read(client)), { name: "ServerError", attempts: 1 });
      }),
  },
  {
    name: "retries again when the outage is over",
    alone: true,
    run: (kit) =>
      withRandom(0, async () => {
        const outage = Array.from({ length: 160 }, () => broken);
        const success = Array.from({ length: 300 }, () => fine);
        const { client, seen } = await start(kit, [...outage, ...success, broken, fine]);
        // Until a read succeeds and the outage is over, …
        while ((await read(client).safe()).error !== undefined);
        // … and until the single failure is next.
        for (let left = 460 - (await seen()).length; left > 0; left--) await read(client);
        matches(await read(client), { id: "device_1" });
      }),
  },
  {
    name: "keeps the quota of one client apart from that of another",
    alone: true,
    run: (kit) =>
      withRandom(0, async () => {
        const { client, baseUrl } = await start(kit, [broken]);
        for (let call = 0; call < 100; call++) await rejectionOf(read(client));
        const other = await start(kit, [broken, fine]);
        isTrue(other.baseUrl !== baseUrl, "another script");
        matches(await read(other.client), { id: "device_1" });
      }),
  },
  {
    name: "retries a POST after a 429 with the same backoff",
    run: async (kit) => {
      // It does not say how long to wait.
      const { client, seen } = await start(kit, [refusal("RATE_LIMIT_EXCEEDED"), fine]);
      await push(client);
      equals((await seen()).length, 2, "the number of requests");
    },
  },
];
