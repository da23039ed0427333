import { failure } from "./bodies.ts";
import { fine, push, pushRaw, read, readRaw, refusal } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, clientOf, type Kit, refusedUrl, start } from "./Kit.ts";
import type { Answer, Fault } from "./Script.ts";

const documented: Readonly<Record<number, Answer>> = {
  400: refusal("INVALID_REQUEST"),
  401: refusal("INVALID_API_KEY"),
  403: refusal("INSUFFICIENT_PERMISSIONS"),
  404: refusal("DEVICE_NOT_FOUND"),
  405: { ...refusal("METHOD_NOT_ALLOWED"), headers: { allow: "GET, POST" } },
  409: refusal("CONFLICT"),
  422: refusal("COMMAND_NOT_SUPPORTED"),
  429: refusal("RATE_LIMIT_EXCEEDED", 0),
  500: refusal("INTERNAL_ERROR"),
  503: refusal("SERVICE_UNAVAILABLE"),
};

/** What the API says with a status, or what others say with it. */
function answer(status: number): Answer {
  return documented[status] ?? { status, body: failure("SOMETHING") };
}

function broken(fault: Fault): Answer {
  return { ...fine, fault };
}

/** Asserts that a call gets over one failure, with the same request again. */
async function retries(kit: Kit, first: Answer, call: typeof read | typeof push): Promise<void> {
  const { client, seen, envelope } = await start(kit, [first, fine]);
  const { data, status } = await call(client).withResponse();
  equals(data, memberOf(await envelope(1), "data"), "the data");
  equals(status, call === read ? 200 : 202, "the status");
  const [one, two, ...more] = await seen();
  equals(more, [], "what came after the second request");
  const asked = ({ method, url, body, headers }: NonNullable<typeof one>) => {
    return { method, url, body, headers };
  };
  isTrue(one !== undefined && two !== undefined, "two requests");
  equals(asked(two), asked(one), "the second request");
}

/** Asserts that a call fails after its first request. */
async function fails(kit: Kit, first: Answer, call: typeof read | typeof push): Promise<void> {
  const { client, seen } = await start(kit, [first, fine]);
  const error = await rejectionOf(call(client));
  isTrue(kit.sdk.isEvChargerError(error), "a typed error");
  matches(error, { attempts: 1 });
  equals((await seen()).length, 1, "the number of requests");
}

export const retry: readonly Behaviour[] = [
  ...[408, 429, 500, 501, 502, 503, 504].map((status) => ({
    name: `retries a GET that was answered with ${status}`,
    run: (kit: Kit) => retries(kit, answer(status), read),
  })),
  ...[400, 401, 403, 404, 405, 409, 418, 422].map((status) => ({
    name: `does not retry a GET that was answered with ${status}`,
    run: (kit: Kit) => fails(kit, answer(status), read),
  })),
  ...[400, 401, 408, 409, 422, 500, 501, 502, 503, 504].map((status) => ({
    name: `does not retry a POST that was answered with ${status}`,
    run: (kit: Kit) => fails(kit, answer(status), push),
  })),
  {
    name: "retries a POST that was answered with 429, with the same body",
    run: (kit) => retries(kit, answer(429), push),
  },
  ...(["drop", "dropBody", "garbage"] as const).flatMap((fault): Behaviour[] => [
    {
      name: `retries a GET whose connection breaks (${fault})`,
      run: (kit) => retries(kit, broken(fault), read),
    },
    {
      name: `does not retry a POST whose connection breaks (${fault})`,
      run: (kit) => fails(kit, broken(fault), push),
    },
  ]),
  {
    name: "does not retry a POST that timed out",
    run: async (kit) => {
      const { client, seen } = await start(kit, [{ fault: "hang" }, fine], { timeout: 200 });
      matches(await rejectionOf(push(client)), { name: "TimeoutError", attempts: 1 });
      equals((await seen()).length, 1, "the number of requests");
    },
  },
  {
    name: "does not retry a POST with Retry-After on a 503",
    run: (kit) => fails(kit, refusal("SERVICE_UNAVAILABLE", 0), push),
  },
  {
    name: "retries a GET that was refused a connection, then says so",
    run: async (kit) => {
      const client = clientOf(kit, { baseUrl: await refusedUrl(kit) });
      matches(await rejectionOf(read(client)), { name: "ConnectionError", attempts: 3 });
    },
  },
  {
    name: "retries a POST that was refused a connection: it never reached the server",
    needs: ["refusal"],
    run: async (kit) => {
      const refused = await refusedUrl(kit);
      let calls = 0;
      const { client, seen, baseUrl } = await start(kit, [fine], {
        fetch: (url, init) =>
          kit.fetch((calls += 1) === 1 ? url.replace(baseUrl, refused) : url, init),
      });
      matches(await push(client), { deviceId: "device_1" });
      equals([calls, (await seen()).length], [2, 1], "attempts, and requests that arrived");
    },
  },
  {
    name: "does not take a broken connection for a refused one because of the words in its path",
    run: async (kit) => {
      // Some runtimes name the URL in their errors.
      const deviceId = "ECONNREFUSED_ENOTFOUND_UNREACHABLE_CONNECT_TIMEOUT_(Connect)";
      const { client, seen } = await start(kit, [broken("drop"), fine]);
      const body = { action: { command: "charge" } } as const;
      const error = await rejectionOf(client.pushEvChargerAction({ path: { deviceId }, body }));
      matches(error, { name: "ConnectionError", attempts: 1 });
      equals((await seen()).length, 1, "the number of requests");
    },
  },
  {
    name: "makes three requests by default, and says how many it made",
    run: async (kit) => {
      const { client, seen } = await start(kit, [answer(500)]);
      const error = await rejectionOf(read(client));
      matches(error, { name: "ServerError", status: 500, code: "INTERNAL_ERROR", attempts: 3 });
      equals((await seen()).length, 3, "the number of requests");
    },
  },
  {
    name: "makes as many retries as it is told, per client and per call",
    run: async (kit) => {
      const { client, seen } = await start(kit, [answer(500)], { retries: 1 });
      matches(await rejectionOf(read(client)), { attempts: 2 });
      matches(await rejectionOf(read(client, { retries: 0 })), { attempts: 1 });
      equals((await seen()).length, 3, "the number of requests");
    },
  },
  {
    name: "retries on the raw surface as well, and not there what must not be",
    run: async (kit) => {
      const one = await start(kit, [answer(503), fine]);
      const { data } = await readRaw(one.client);
      equals(data, await one.envelope(1), "the envelope");
      const other = await start(kit, [answer(503), fine]);
      matches(await pushRaw(other.client), { error: { error: { code: "SERVICE_UNAVAILABLE" } } });
      const lengths = [(await one.seen()).length, (await other.seen()).length];
      equals(lengths, [2, 1], "requests of GET and POST");
    },
  },
];
