import { failure, success } from "./bodies.ts";
import { fine, push, read, readRaw, refusal } from "./calls.ts";
import { equals, isTrue, matches, rejectionOf } from "./check.ts";
import { type Behaviour, type ClientOptions, clientOf, KEY, type Kit, start } from "./Kit.ts";
import { leaksOf } from "./leaks.ts";
import type { Answer } from "./Script.ts";

/** As odd as a header lets it be: JSON, URLs and HTML each write it in another way. */
const ODD_KEY = `amps_sk_test_Zq7"Rw2\\Lk9/Xv4+Tn8%Pc3&Ym5<Hd1>Gs6=`;
const KEYS = [KEY, ODD_KEY];

function staysHidden(kit: Kit, value: unknown, keys: readonly string[] = KEYS): void {
  equals(leaksOf(value, keys, kit.inspect), [], "what can be seen of the key");
}

/** The error of a call that is made with a key to a server that shows it. */
async function errorOf(kit: Kit, answer: Answer, options?: ClientOptions): Promise<unknown> {
  const { client } = await start(kit, [answer], { retries: 0, ...options });
  return rejectionOf(read(client));
}

const jsonOf = (key: string) => JSON.stringify(key).slice(1, -1);

/** Answers that echo a key in all the places that an error may be made of. */
const echoes: Readonly<Record<string, (key: string) => Answer>> = {
  "the message of an API error": (key) => ({
    status: 401,
    body: failure("INVALID_API_KEY", `No such key: ${key}.`),
  }),
  "the details of an API error, names and values": (key) => ({
    status: 422,
    body: failure("X", "No.", {
      [key]: 1,
      deep: [{ deeper: [`a${key}b`, { [`x-${key}`]: key }] }],
    }),
  }),
  "the code of an API error": (key) => ({ status: 400, body: failure(key) }),
  "the request id of an API error": (key) => ({
    status: 404,
    body: { ...failure("X"), meta: { requestId: key, path: `/?key=${encodeURIComponent(key)}` } },
  }),
  "the headers of an API error": (key) => ({
    status: 404,
    headers: { "x-request-id": key, "request-id": key, "x-echo": key },
    body: failure("X"),
  }),
  "the Retry-After of an API error": (key) => ({
    status: 429,
    headers: { "retry-after": key },
    body: failure("X"),
  }),
  "unknown members of an API error": (key) => ({
    status: 409,
    body: { ...failure("X"), [key]: key, error: { code: "X", message: "No.", [key]: key } },
  }),
  "a page of HTML with status 502": (key) => ({ status: 502, body: `<p>x-api-key: ${key}</p>` }),
  "a page of HTML with status 404": (key) => ({ status: 404, body: `<p>x-api-key: ${key}</p>` }),
  "a page of HTML with status 200": (key) => ({ status: 200, body: `<p>x-api-key: ${key}</p>` }),
  "text that begins with it": (key) => ({ status: 200, body: key }),
  "broken JSON, escaped": (key) => ({ status: 200, body: `{"echo":"${jsonOf(key)}",` }),
  "broken JSON at the key itself": (key) => ({ status: 200, body: `{"a": ${key}}` }),
  "JSON that is no envelope": (key) => ({ status: 200, body: { echo: { [key]: [key] } } }),
  "an envelope without success": (key) => ({ status: 200, body: failure("X", key, { key }) }),
  "a URL in HTML": (key) => ({ status: 404, body: `<a href="/?k=${encodeURIComponent(key)}">` }),
  "a form": (key) => ({ status: 404, body: new URLSearchParams({ key }).toString() }),
};

/** What a fetch may throw: it was given the key, so anything it throws may show it. */
const thrown: Readonly<Record<string, (key: string, init: RequestInit) => unknown>> = {
  "in its message": (key) => new TypeError(`fetch failed: ${key}`),
  "in its stack": (key) => Object.assign(new Error("no"), { stack: `Error: no\n at ${key}:1:1` }),
  "in its name": (key) => Object.assign(new Error("no"), { name: key }),
  "in its code": (key) => Object.assign(new Error("no"), { code: key }),
  "in its cause": (key) => new Error("no", { cause: new Error("why", { cause: { key } }) }),
  "in a cause that is text": (key) => new Error("no", { cause: `key ${key}` }),
  "in its properties": (key) => Object.assign(new Error("no"), { config: { headers: { key } } }),
  "in a hidden property": (key) =>
    Object.defineProperty(new Error("no"), "request", { value: { key }, enumerable: false }),
  "in a getter": (key) => Object.defineProperty(new Error("no"), "request", { get: () => key }),
  "under a symbol": (key) => Object.assign(new Error("no"), { [Symbol("request")]: [key] }),
  "in the request that it carries": (_, init) =>
    Object.assign(new Error("no"), { request: new Request("http://127.0.0.1/", init), init }),
  "in the errors of an AggregateError": (key) => new AggregateError([new Error(key)], "all failed"),
  "in a class of its own": (key) => {
    class OddError extends Error {
      override get message() {
        return key;
      }
    }
    return new OddError();
  },
  "in a frozen error": (key) => Object.freeze(new Error(key)),
  "in an error that goes round in circles": (key) => {
    const error = new Error(key);
    return Object.assign(error, { cause: error });
  },
  "as text": (key) => `no: ${key}`,
  "as an object": (key) => ({ message: key, toString: () => key }),
  "as an error of its own kind, aborted": (key) => new DOMException(key, "AbortError"),
};

export const key: readonly Behaviour[] = [
  ...Object.entries(echoes).map(([where, answer]) => ({
    name: `shows no key that is echoed in ${where}`,
    run: async (kit: Kit) => {
      for (const apiKey of KEYS) {
        const error = await errorOf(kit, answer(apiKey), { apiKey });
        isTrue(kit.sdk.isEvChargerError(error), `an error of the client, not ${String(error)}`);
        staysHidden(kit, error);
      }
    },
  })),
  {
    name: "shows no part of a key that the cut of a snippet goes through",
    run: async (kit) => {
      for (const apiKey of KEYS) {
        for (let before = 100; before < 1_100; before += 13) {
          const body = `${"x".repeat(before)}${apiKey} and so on ${"y".repeat(5_000)}`;
          for (const status of before < 300 ? [200, 502] : [200]) {
            const { client } = await start(kit, [{ status, body }], { retries: 0, apiKey });
            staysHidden(kit, await rejectionOf(read(client)));
          }
        }
      }
    },
  },
  ...Object.entries(thrown).map(([where, make]) => ({
    name: `shows no key that fetch throws ${where}`,
    run: async (kit: Kit) => {
      for (const apiKey of KEYS) {
        const fetch: ClientOptions["fetch"] = (_, init) => {
          // oxlint-disable-next-line typescript/only-throw-error, typescript/prefer-promise-reject-errors -- a foreign fetch may throw anything
          return Promise.reject(make(apiKey, init));
        };
        const client = clientOf(kit, { apiKey, fetch, retries: 0, baseUrl: kit.server });
        for (const call of [read, push, readRaw]) {
          const error = await rejectionOf(call(client));
          matches(error, { name: "ConnectionError", code: "CONNECTION_FAILED" });
          staysHidden(kit, error);
          staysHidden(kit, await rejectionOf(read(client).withResponse()));
        }
      }
    },
  })),
  {
    name: "shows no key when a fetch throws at once, without a promise",
    run: async (kit) => {
      const fetch = (): never => {
        throw new Error(`at once: ${KEY}`);
      };
      const client = clientOf(kit, { fetch, retries: 0, baseUrl: kit.server });
      const error = await rejectionOf(read(client));
      matches(error, { name: "ConnectionError" });
      staysHidden(kit, error);
    },
  },
  {
    name: "shows no key when a body breaks off with an error that has it",
    run: async (kit) => {
      const fetch = () => {
        const body = new ReadableStream({
          pull: (controller) => controller.error(new Error(`broke off: ${KEY}`)),
        });
        return Promise.resolve(new Response(body, { status: 200 }));
      };
      const client = clientOf(kit, { fetch, retries: 0, baseUrl: kit.server });
      const error = await rejectionOf(read(client));
      matches(error, { name: "ConnectionError" });
      staysHidden(kit, error);
    },
  },
  ...(["hang", "stall", "drop", "dropBody", "garbage"] as const).map((fault) => ({
    name: `shows no key in the error of a connection (${fault})`,
    run: async (kit: Kit) => {
      const error = await errorOf(kit, { ...fine, fault }, { timeout: 200 });
      isTrue(kit.sdk.isEvChargerError(error), "an error of the client");
      staysHidden(kit, error);
    },
  })),
  {
    name: "shows no key in the error of an abort",
    run: async (kit) => {
      const controller = new AbortController();
      const { client, seen } = await start(kit, [{ fault: "hang" }]);
      const settled = rejectionOf(read(client, { signal: controller.signal }));
      await seen({ requests: 1 });
      controller.abort();
      staysHidden(kit, await settled);
    },
  },
  {
    name: "shows none of the keys that a provider gave to the attempts of a call",
    run: async (kit) => {
      const keys = ["amps_sk_test_Aa1Bb2Cc3Dd4Ee5", "amps_sk_test_Ff6Gg7Hh8Jj9Kk0"];
      let given = 0;
      const apiKey = () => Promise.resolve(keys[given++ % 2] ?? "");
      const script = [
        refusal("SERVICE_UNAVAILABLE", 0),
        { status: 401, body: failure("INVALID_API_KEY", `Neither ${keys.join(" nor ")}.`) },
      ];
      const { client, seen } = await start(kit, script, { apiKey });
      const error = await rejectionOf(read(client));
      matches(error, { name: "AuthenticationError", attempts: 2 });
      staysHidden(kit, error, keys);
      const sent = (await seen()).map(({ headers }) => headers["x-api-key"]);
      equals(sent, keys, "the keys that were sent");
    },
  },
  ...["amps_sk_test_Aa1Bb2\nCc3Dd4Ee5", "amps_sk_test_Aa1Bb2\u20ACCc3Dd4Ee5"].map((bad) => ({
    name: `refuses a key that no header can carry (${JSON.stringify(bad.slice(-10, -9))}), unseen`,
    needs: bad.includes("\n") ? [] : (["strictHeaders"] as const),
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, [fine], { apiKey: () => bad });
      const error = await rejectionOf(read(client));
      matches(error, { name: "ConfigurationError", option: "apiKey" });
      staysHidden(kit, error, [bad]);
      const refused = await rejectionOf(() => clientOf(kit, { apiKey: bad }));
      matches(refused, { name: "ConfigurationError", option: "apiKey" });
      staysHidden(kit, refused, [bad]);
      equals(await seen(), [], "what was seen");
    },
  })),
  {
    name: "fails with a typed error when the provider of keys does",
    run: async (kit) => {
      for (const apiKey of [
        () => Promise.reject(new Error("vault closed")),
        (): never => {
          throw new Error("vault closed");
        },
        () => Promise.resolve(""),
      ]) {
        const { client, seen } = await start(kit, [fine], { apiKey, retries: 0 });
        const error = await rejectionOf(read(client));
        isTrue(kit.sdk.isEvChargerError(error), `an error of the client, not ${String(error)}`);
        equals(await seen(), [], "what was seen");
      }
    },
  },
  {
    name: "shows no key in the client, its methods, its calls, and what they result in",
    run: async (kit) => {
      const { client } = await start(kit, [fine]);
      staysHidden(kit, client);
      staysHidden(kit, Object.values(client));
      const call = read(client);
      staysHidden(kit, call);
      staysHidden(kit, await call);
      staysHidden(kit, await read(client).withResponse());
      staysHidden(kit, await read(client).safe());
      staysHidden(kit, await readRaw(client));
      const list = await start(kit, { list: { total: 25 } });
      const pages = list.client.listEvChargers();
      staysHidden(kit, pages);
      const page = await pages;
      staysHidden(kit, page);
      staysHidden(kit, await page.nextPage());
      staysHidden(kit, list.client.listEvChargers()[Symbol.asyncIterator]());
    },
  },
  {
    name: "shows no key to an inspection of hidden properties",
    needs: ["inspect"],
    run: async (kit) => {
      isTrue(kit.inspect !== undefined, "an inspection");
      const { client } = await start(kit, [{ status: 404, body: failure("X", KEY) }]);
      const call = read(client);
      const error = await rejectionOf(call);
      for (const value of [client, client.getEvCharger, call, error]) {
        equals(kit.inspect(value).includes(KEY), false, "whether the key is shown");
      }
    },
  },
  {
    name: "shows no key in the error of the raw surface and of safe()",
    run: async (kit) => {
      const echo = { status: 401, body: failure("INVALID_API_KEY", KEY, { KEY }) };
      const { client } = await start(kit, [echo]);
      const raw = await readRaw(client);
      matches(raw.error, { error: { code: "INVALID_API_KEY" } });
      staysHidden(kit, raw.error);
      staysHidden(kit, (await read(client).safe()).error);
    },
  },
  {
    name: "shows no key to a middleware",
    run: async (kit) => {
      const contexts: unknown[] = [];
      const look = async <Result>(context: unknown, next: () => Promise<Result>) => {
        contexts.push(context);
        staysHidden(kit, context);
        const result = await next();
        staysHidden(kit, context);
        return result;
      };
      const script = [refusal("SERVICE_UNAVAILABLE", 0), fine];
      const { client } = await start(kit, script, { middleware: [{ call: look, attempt: look }] });
      await read(client);
      equals(contexts.length, 3, "contexts of one call with two attempts");
      staysHidden(kit, contexts);
    },
  },
  {
    name: "lets neither the client's headers, the call's nor a middleware replace the key",
    run: async (kit) => {
      const middleware = {
        attempt: (
          context: { readonly headers: Headers },
          next: () => Promise<Response>,
        ): Promise<Response> => {
          context.headers.set("x-api-key", "of the middleware");
          return next();
        },
      };
      const headers = { "X-API-Key": "of the headers" };
      const { client, seen } = await start(kit, [fine], { headers, middleware: [middleware] });
      await read(client, { headers });
      await readRaw(client, { headers });
      for (const { headers: sent } of await seen()) equals(sent["x-api-key"], KEY, "the key");
    },
  },
  {
    name: "logs neither key nor body, and of the headers only what is known to be harmless",
    run: async (kit) => {
      const lines: unknown[] = [];
      const log = (...line: unknown[]): void => void lines.push(line);
      const logger = { debug: log, info: log, warn: log, error: log };
      const received = "amps_sk_test_bodyOfAnAnswer";
      const header = "amps_sk_test_headerOfAnAnswer";
      const sent = "amps_sk_test_bodyOfARequest";
      const sentHeader = "amps_sk_test_headerOfARequest";
      const headers = { "x-odd": header, "set-cookie": header, "x-key": KEY };
      const script = [
        {
          status: 429,
          headers: { ...headers, "retry-after": "0" },
          body: failure("X", received),
        },
        { headers, body: success({ id: received, key: KEY }) },
        { status: 502, headers, body: `<p>${received} ${KEY}` },
        { status: 400, headers, body: failure("X", `${received} ${KEY}`) },
        { status: 200, headers, body: `${received} ${KEY}` },
        { fault: "drop" },
        { fault: "hang" },
      ] as const;
      const { client } = await start(kit, script, { logger, retries: 1, timeout: 300 });
      const body = { action: { command: "charge" as const, start: sent } };
      const authorization = { authorization: `Bearer ${sentHeader}`, cookie: `a=${sentHeader}` };
      for (let call = 0; call < 6; call++) {
        await client
          .pushEvChargerAction({ path: { deviceId: "device_1" }, body }, { headers: authorization })
          .safe();
      }
      isTrue(lines.length >= 6, `something in the log, not ${lines.length} lines`);
      staysHidden(kit, lines, [...KEYS, received, header, sent, sentHeader]);
      isTrue(JSON.stringify(lines).includes("pushEvChargerAction"), "the operation in the log");
    },
  },
];
