import { detail } from "./bodies.ts";
import { fine, push, pushRaw, read, readRaw, refusal } from "./calls.ts";
import { equals, isTrue, matches, memberOf } from "./check.ts";
import { type Behaviour, clientOf, KEY, start } from "./Kit.ts";

export const surface: readonly Behaviour[] = [
  {
    name: "resolves to the data, sends the key, and asks for JSON",
    run: async (kit) => {
      const { client, seen } = await start(kit, [fine]);
      equals(await read(client), detail("device_1"));
      const [request] = await seen();
      matches(request, { method: "GET", url: "/ev-charger/device_1", body: "" });
      matches(request?.headers, { "x-api-key": KEY, accept: "application/json" }, "the headers");
    },
  },
  {
    name: "sends a body as JSON",
    run: async (kit) => {
      const { client, seen } = await start(kit, [fine]);
      await push(client);
      const [request] = await seen();
      equals(JSON.parse(request?.body ?? ""), { action: { command: "charge" } }, "the body");
      const type = String(request?.headers["content-type"]);
      isTrue(type.startsWith("application/json"), `JSON, not ${type}`);
    },
  },
  {
    name: "has data, meta, status, request id, headers and response at hand",
    run: async (kit) => {
      const script = [{ ...fine, headers: { "x-ratelimit-limit": "60" } }];
      const { client, seen, envelope } = await start(kit, script);
      const result = await read(client).withResponse();
      const meta = memberOf(await envelope(), "meta");
      equals(result.data, detail("device_1"), "the data");
      const id = memberOf(meta, "requestId");
      isTrue(typeof id === "string", "a request id in what was sent");
      equals([result.status, result.requestId], [200, id], "status and request id");
      equals(result.meta, meta, "the meta");
      isTrue(result.response instanceof Response, "a Response");
      const limit = (await seen())[0]?.sent?.headers["x-ratelimit-limit"];
      isTrue(limit !== undefined, "a header in what was sent");
      equals(result.response.headers.get("x-ratelimit-limit"), limit, "a header");
      equals(result.headers.get("x-ratelimit-limit"), limit, "the same header");
    },
  },
  {
    name: "resolves safe() to data or error",
    run: async (kit) => {
      const script = [fine, refusal("DEVICE_NOT_FOUND")];
      const { client } = await start(kit, script);
      const good = await read(client).safe();
      equals([good.data, good.error], [detail("device_1"), undefined], "data and error");
      const bad = await read(client).safe();
      equals(bad.data, undefined, "the data");
      matches(bad.error, { name: "NotFoundError", code: "DEVICE_NOT_FOUND" }, "the error");
    },
  },
  {
    name: "makes one request for a call, however often its result is asked for",
    run: async (kit) => {
      const { client, seen } = await start(kit, [fine]);
      const call = read(client);
      await Promise.all([call, call, call.withResponse(), call.safe(), Promise.resolve(call)]);
      equals((await seen()).length, 1, "the number of requests");
    },
  },
  {
    name: "begins a call at once, also when nobody awaits it",
    run: async (kit) => {
      const { client, seen } = await start(kit, [fine]);
      const call = push(client);
      await seen({ requests: 1 });
      await call;
    },
  },
  {
    name: "resolves the raw surface to the whole envelope, or the error's",
    run: async (kit) => {
      const script = [fine, fine, refusal("DEVICE_NOT_FOUND")];
      const { client, envelope } = await start(kit, script);
      const good = await readRaw(client);
      equals([good.data, good.response.status], [await envelope(0), 200], "data and status");
      const done = await pushRaw(client);
      equals([done.data, done.response.status], [await envelope(1), 202], "those of a POST");
      const bad = await readRaw(client);
      equals([bad.error, bad.response.status], [await envelope(2), 404], "error and status");
      matches(bad.error, { error: { code: "DEVICE_NOT_FOUND" } }, "the error");
    },
  },
  {
    name: "uses a global fetch that was replaced after the client was made",
    alone: true,
    run: async (kit) => {
      const { client } = await start(kit, [fine]);
      const before = globalThis.fetch;
      let calls = 0;
      globalThis.fetch = (...request) => {
        calls += 1;
        return kit.fetch(...request);
      };
      try {
        await read(client);
      } finally {
        globalThis.fetch = before;
      }
      equals(calls, 1, "the number of calls");
    },
  },
  {
    name: "works with the global fetch as it is, unbound",
    run: async (kit) => {
      const { baseUrl } = await start(kit, [fine]);
      matches(await read(clientOf(kit, { baseUrl })), { id: "device_1" });
      const given = clientOf(kit, { baseUrl, fetch });
      matches(await read(given), { id: "device_1" });
    },
  },
];
