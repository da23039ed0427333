import { describe, expect, it } from "vitest";
import { createClient } from "../src/index.ts";
import { apiKey, meta, rejectionOf } from "./clientOf.ts";
import { json, serve } from "./serve.ts";

/** A client of a list of so many chargers, told a total by the number of the request. */
async function listOf(count: number, total: (request: number) => number, more: object = {}) {
  const { baseUrl, seen } = await serve((response, { url }) => {
    const query = new URL(url ?? "", "http://list").searchParams;
    const offset = Number(query.get("offset") ?? 0);
    const limit = Number(query.get("limit") ?? 10);
    const ids = Array.from({ length: count }, (_, index) => `c${index}`);
    const items = ids.slice(offset, offset + limit).map((id) => ({ id }));
    const pagination = {
      limit,
      offset,
      total: total(seen.length),
      hasMore: offset + limit < count,
    };
    const data = { items, pagination, ...more };
    json(response, 200, { success: true, data, meta });
  });
  return { client: createClient({ apiKey, baseUrl, retries: 0 }), seen };
}

describe("a list", () => {
  it.each([10, 1])(
    "whose total goes up and down comes to its end, by pages of %i",
    async (limit) => {
      const { client, seen } = await listOf(30, (request) => (request % 2 === 0 ? 35 : 40));
      const items = await client.listEvChargers({ query: { limit } }).toArray();
      expect(items.map(({ id }) => id)).toEqual(
        Array.from({ length: 30 }, (_, index) => `c${index}`),
      );
      expect(seen.length).toBeLessThan(120);
    },
  );

  it.each([{ hasNextPage: "no" }, { nextPage: "/ev-charger?offset=2" }, { meta: 1 }])(
    "is not confused by %j beside its items",
    async (more) => {
      const { client } = await listOf(4, () => 4, more);
      expect(await client.listEvChargers({ query: { limit: 2 } }).toArray()).toHaveLength(4);
    },
  );

  it("whose pages are taken later does not leave its error unhandled", async () => {
    const { baseUrl } = await serve((response) => response.writeHead(404).end());
    const pages = createClient({ apiKey, baseUrl }).listEvChargers().pages();
    const unhandled: unknown[] = [];
    const hear = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", hear);
    // Long enough for the answer, and for the turn in which it would be reported.
    await fetch(baseUrl);
    await fetch(baseUrl);
    const error = await rejectionOf(pages[Symbol.asyncIterator]().next());
    process.off("unhandledRejection", hear);
    expect(error).toMatchObject({ name: "NotFoundError" });
    expect(unhandled).toEqual([]);
  });
});

describe("a retry", () => {
  it("keeps to a Retry-After that was sent twice, and to that of a body that breaks off", async () => {
    let asked = 0;
    const times: number[] = [];
    const { baseUrl } = await serve((response) => {
      times.push(performance.now());
      asked += 1;
      if (asked === 1) response.writeHead(503, ["Retry-After", "1", "Retry-After", "1"]).end();
      else if (asked === 2) {
        response.writeHead(503, { "retry-after": "1", "content-length": "100" });
        response.write("{", () => response.destroy());
      } else json(response, 200, { success: true, data: { id: "a" }, meta });
    });
    const client = createClient({ apiKey, baseUrl });
    expect(await client.getEvCharger({ path: { deviceId: "a" } })).toEqual({ id: "a" });
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(990);
    expect(third - second).toBeGreaterThanOrEqual(990);
  });
});

describe("a success", () => {
  it.each([`"maintenance"`, "null", "7"])("with the data %s is none", async (data) => {
    const { baseUrl } = await serve((response) =>
      response.end(`{"success":true,"data":${data},"meta":{}}`),
    );
    const client = createClient({ apiKey, baseUrl });
    const error = await rejectionOf(client.getEvCharger({ path: { deviceId: "a" } }));
    expect(error).toMatchObject({ name: "InvalidResponseError", status: 200 });
  });
});

describe("waiting", () => {
  it("ends with a TimeoutError that counts its questions, also when nothing ran for a while", async () => {
    const { baseUrl } = await serve((response) =>
      json(response, 200, { success: true, data: { state: "acknowledged" }, meta }),
    );
    const client = createClient({ apiKey, baseUrl });
    const waiting = rejectionOf(client.waitForAction("a", { timeout: 200, interval: 50 }));
    setTimeout(() => {
      const until = performance.now() + 400;
      while (performance.now() < until);
    }, 60);
    const error = await waiting;
    expect(error).toMatchObject({ name: "TimeoutError", path: "/actions/{actionId}" });
    expect(error).toHaveProperty("attempts", expect.any(Number));
    expect(error).not.toMatchObject({ attempts: 0 });
  });
});
