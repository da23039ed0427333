import { describe, expect, it } from "vitest";
import { createClient, type LogFields, type Middleware } from "../src/index.ts";
import { apiKey, emptyPage, rejectionOf } from "./clientOf.ts";
import { json, serve } from "./serve.ts";

/** A server that fails at first, so that it is asked again at once, and then answers. */
async function servedAtSecondTry() {
  let asked = 0;
  return serve((response) => {
    asked += 1;
    if (asked > 1) json(response, 200, emptyPage);
    else response.writeHead(503, { "retry-after": "0" }).end();
  });
}

describe("a middleware", () => {
  it("goes around the call and around each attempt, the client's outside of the call's", async () => {
    const events: string[] = [];
    const recording = (who: string): Middleware => ({
      call: async ({ operationId, method, path, request }, next) => {
        events.push(`${who}: ${operationId} ${method} ${path} ${JSON.stringify(request.query)}`);
        const result = await next();
        events.push(`${who}: ${result.status} after ${result.attempts}`);
        return result;
      },
      attempt: async ({ attempt, url }, next) => {
        events.push(`${who}: attempt ${attempt} ${new URL(url).search}`);
        const response = await next();
        events.push(`${who}: ${response.status}`);
        return response;
      },
    });
    const { baseUrl } = await servedAtSecondTry();
    const client = createClient({ apiKey, baseUrl, middleware: [recording("client")] });
    const middleware = [recording("call")];
    await client.listEvChargers({ query: { limit: 5 } }, { middleware });
    expect(events).toEqual([
      `client: listEvChargers GET /ev-charger {"limit":5}`,
      `call: listEvChargers GET /ev-charger {"limit":5}`,
      "client: attempt 1 ?limit=5",
      "call: attempt 1 ?limit=5",
      "call: 503",
      "client: 503",
      "client: attempt 2 ?limit=5",
      "call: attempt 2 ?limit=5",
      "call: 200",
      "client: 200",
      "call: 200 after 2",
      "client: 200 after 2",
    ]);
  });

  it("may add headers to an attempt", async () => {
    const { baseUrl, seen } = await serve((response) => json(response, 200, emptyPage));
    const attempt: Middleware["attempt"] = async ({ headers }, next) => {
      headers.set("x-trace", "1");
      return next();
    };
    await createClient({ apiKey, baseUrl, middleware: [{ attempt }] }).listEvChargers();
    expect(seen[0]?.headers).toMatchObject({ "x-trace": "1", "x-api-key": apiKey });
  });

  it("may answer in place of the network, and of the API", async () => {
    const fetch = () => Promise.reject(new Error("not reached"));
    const offline: Middleware = { attempt: async () => Response.json(emptyPage) };
    const client = createClient({ apiKey, fetch, retries: 0 });
    expect((await client.listEvChargers({}, { middleware: [offline] })).items).toEqual([]);
    const cached: Middleware = {
      call: async ({ operationId }) => ({
        status: 200,
        body: { success: true, data: { id: operationId }, meta: {} },
        response: new Response(),
        attempts: 0,
        requestId: undefined,
        retryAfter: undefined,
      }),
    };
    const path = { deviceId: "device_1" };
    expect(await client.getEvCharger({ path }, { middleware: [cached] })).toEqual({
      id: "getEvCharger",
    });
  });

  it("sees an error of the API as a result, which is thrown afterwards", async () => {
    const { baseUrl } = await serve((response) =>
      json(response, 404, { success: false, error: { code: "DEVICE_NOT_FOUND", message: "No." } }),
    );
    const statuses: number[] = [];
    const call: Middleware["call"] = async (_, next) => {
      const result = await next();
      statuses.push(result.status);
      return result;
    };
    const client = createClient({ apiKey, baseUrl, middleware: [{ call }] });
    const error = await rejectionOf(client.getEvCharger({ path: { deviceId: "device_1" } }));
    expect(error).toMatchObject({ name: "NotFoundError", code: "DEVICE_NOT_FOUND" });
    expect(statuses).toEqual([404]);
  });

  it.each(["call", "attempt"] as const)(
    "that throws in %s rejects with just that",
    async (kind) => {
      const thrown = new Error("mine");
      const { baseUrl, seen } = await serve((response) => json(response, 200, emptyPage));
      const middleware = [{ [kind]: () => Promise.reject(thrown) }];
      const client = createClient({ apiKey, baseUrl });
      expect(await rejectionOf(client.listEvChargers({}, { middleware }))).toBe(thrown);
      expect(await rejectionOf(client.listEvChargers({}, { middleware }).safe())).toBe(thrown);
      expect(seen).toEqual([]);
    },
  );

  it("may be an object with a state of its own", async () => {
    class Counter implements Middleware {
      count = 0;
      async call(...[, next]: Parameters<NonNullable<Middleware["call"]>>) {
        this.count += 1;
        return next();
      }
    }
    const counter = new Counter();
    const { baseUrl } = await serve((response) => json(response, 200, emptyPage));
    await createClient({ apiKey, baseUrl, middleware: [counter] }).listEvChargers();
    expect(counter.count).toBe(1);
  });

  it("goes around each page of a list", async () => {
    const page = (offset: number) => ({
      ...emptyPage,
      data: {
        items: [{ id: `device_${offset}` }],
        pagination: { limit: 1, offset, total: 2, hasMore: offset === 0 },
      },
    });
    const { baseUrl } = await serve((response, { url }) =>
      json(response, 200, page(Number(new URL(url ?? "", "http://a").searchParams.get("offset")))),
    );
    const asked: unknown[] = [];
    const call: Middleware["call"] = async ({ request }, next) => {
      asked.push(request.query["offset"]);
      return next();
    };
    const client = createClient({ apiKey, baseUrl });
    await client.listEvChargers({}, { middleware: [{ call }] }).toArray();
    expect(asked).toEqual([undefined, 1]);
  });
});

describe("a logger", () => {
  it("is told of each attempt, and whether it is repeated, in a line and in fields", async () => {
    const told: [level: string, message: string, fields: LogFields][] = [];
    const { baseUrl } = await servedAtSecondTry();
    await createClient({
      apiKey,
      baseUrl,
      logger: {
        debug: (message, fields) => told.push(["debug", message, fields]),
        warn: (message, fields) => told.push(["warn", message, fields]),
      },
    }).listEvChargers();
    const about = { operationId: "listEvChargers", method: "GET", path: "/ev-charger" };
    expect(told).toMatchObject([
      [
        "warn",
        "GET /ev-charger 503, again in 0 ms",
        { ...about, attempt: 1, status: 503, wait: 0 },
      ],
      [
        "debug",
        "GET /ev-charger 200",
        {
          ...about,
          attempt: 2,
          requestId: "req_1",
          headers: { "content-type": "application/json" },
        },
      ],
    ]);
    for (const [, , { duration }] of told) expect(duration).toBeGreaterThan(0);
  });

  it("is told why there was no answer", async () => {
    const lines: string[] = [];
    const { baseUrl } = await serve((response) => response.destroy());
    const logger = { debug: (message: string) => lines.push(message) };
    await rejectionOf(createClient({ apiKey, baseUrl, logger, retries: 0 }).listEvChargers());
    expect(lines).toEqual(["GET /ev-charger CONNECTION_FAILED"]);
  });
});
