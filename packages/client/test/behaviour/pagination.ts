import { refusal } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, type Client, type Kit, start } from "./Kit.ts";
import type { ListScript, Seen } from "./Script.ts";

/** More than any list of these behaviours needs, even if each of its pages were asked for twice. */
const MOST_REQUESTS = 20;

function range(from: number, to: number, prefix = "c"): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${from + index}`);
}

async function idsOf(client: Client, query: { limit?: number; offset?: number } = {}) {
  const ids: string[] = [];
  for await (const { id } of client.listEvChargers({ query })) ids.push(id);
  return ids;
}

function queryOf({ url }: Seen): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(url, "http://server").searchParams);
}

interface Case {
  readonly list: ListScript;
  readonly limit?: number;
  readonly expected: readonly string[];
}

/** Each item that is there until the end must come exactly once, in its order. */
const cases: Readonly<Record<string, Case>> = {
  "one page": { list: { total: 7 }, expected: range(1, 7) },
  "an empty list": { list: { total: 0 }, expected: [] },
  "several pages, the last one full": { list: { total: 30 }, expected: range(1, 30) },
  "several pages, the last one not full": { list: { total: 23 }, expected: range(1, 23) },
  "a limit that the server clamps": {
    list: { total: 25, clamp: 10 },
    limit: 50,
    expected: range(1, 25),
  },
  "a limit that the server clamps to one": {
    list: { total: 6, clamp: 1 },
    limit: 50,
    expected: range(1, 6),
  },
  "items that vanish meanwhile": {
    list: { total: 25, vanish: [3] },
    expected: range(1, 25),
  },
  "items that vanish after every page": {
    list: { total: 35, vanish: [1, 2, 3, 1] },
    expected: range(1, 35),
  },
  "a whole page that vanishes meanwhile": {
    list: { total: 25, vanish: [10] },
    expected: range(1, 25),
  },
  "items that vanish from a list that the server clamps": {
    list: { total: 25, clamp: 5, vanish: [2, 0, 1] },
    limit: 50,
    expected: range(1, 25),
  },
  "items that appear at the front meanwhile": {
    list: { total: 25, insert: [4] },
    expected: range(1, 25),
  },
  "a whole page that appears at the front meanwhile": {
    list: { total: 25, insert: [10] },
    expected: range(1, 25),
  },
  "items that vanish and others that appear": {
    list: { total: 35, vanish: [2, 0, 3], insert: [0, 5, 1] },
    expected: range(1, 35),
  },
};

const stuck: Readonly<Record<string, ListScript>> = {
  "ignores the offset": { total: 25, stuck: "firstPage" },
  "sends the same page for ever, of a huge list": { total: 1_000_000, stuck: "firstPage" },
  "sends empty pages, and says that there is more": { total: 25, stuck: "empty" },
};

const ways: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  "for await": (client) => idsOf(client),
  "pages()": async (client) => {
    for await (const _ of client.listEvChargers().pages());
  },
  "toArray()": (client) => client.listEvChargers().toArray(),
  "nextPage()": async (client) => {
    let page = await client.listEvChargers();
    while (page.hasNextPage) page = await page.nextPage();
  },
};

export const pagination: readonly Behaviour[] = [
  ...Object.entries(cases).map(([what, { list, limit, expected }]) => ({
    name: `yields every item exactly once, of ${what}`,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, { list });
      const ids = await idsOf(client, limit === undefined ? {} : { limit });
      // What was new at the front may have been seen or not; what was there must be.
      equals(
        ids.filter((id) => id.startsWith("c")),
        expected,
        "the items",
      );
      equals(ids.length, new Set(ids).size, "the number of items");
      const requests = (await seen()).length;
      isTrue(requests <= MOST_REQUESTS, `an end, not ${requests} requests`);
    },
  })),
  ...Object.entries(stuck).flatMap(([what, list]) =>
    Object.entries(ways).map(([way, iterate]) => ({
      name: `ends ${way} with a typed error when the server ${what}`,
      run: async (kit: Kit) => {
        const { client, seen } = await start(kit, { list });
        const error = await rejectionOf(iterate(client));
        matches(error, { name: "PaginationError", code: "PAGINATION", path: "/ev-charger" });
        isTrue(kit.sdk.isEvChargerError(error), "an error of the client");
        const requests = (await seen()).length;
        isTrue(requests <= MOST_REQUESTS, `an end, not ${requests} requests`);
      },
    })),
  ),
  {
    name: "resolves to a page with its items, and to the pages after it",
    run: async (kit) => {
      const { client, envelope } = await start(kit, { list: { total: 25 } });
      const first = await client.listEvChargers();
      equals(
        first.items.map(({ id }) => id),
        range(1, 10),
        "the first page",
      );
      equals(first.pagination, { limit: 10, offset: 0, total: 25, hasMore: true });
      equals(first.hasNextPage, true, "whether there is a second");
      equals(first.meta, memberOf(await envelope(), "meta"), "the meta");
      const second = await first.nextPage();
      equals(
        second.items.map(({ id }) => id),
        range(11, 20),
        "the second page",
      );
      const third = await second.nextPage();
      equals(
        third.items.map(({ id }) => id),
        range(21, 25),
        "the third page",
      );
      equals(third.hasNextPage, false, "whether there is a fourth");
    },
  },
  {
    name: "asks for what it was asked, page by page",
    run: async (kit) => {
      const { client, seen } = await start(kit, { list: { total: 12 } });
      const query = { limit: 4, offset: 5, userId: "u&1" };
      const call = client.listEvChargers({ query }, { headers: { "x-trace": "1" } });
      equals(
        (await call.toArray()).map(({ id }) => id),
        range(6, 12),
        "the items",
      );
      const all = await seen();
      for (const request of all) {
        matches(queryOf(request), { limit: "4", userId: "u&1" }, "the query");
        matches(request.headers, { "x-trace": "1" }, "the headers");
      }
      equals(all.map(queryOf)[0]?.["offset"], "5", "the first offset");
    },
  },
  {
    name: "asks for no page before it is needed",
    run: async (kit) => {
      const { client, seen } = await start(kit, { list: { total: 25 } });
      let items = 0;
      for await (const _ of client.listEvChargers()) {
        items += 1;
        const requests = (await seen()).length;
        isTrue(requests <= Math.ceil(items / 10), `${requests} requests are too many for ${items}`);
      }
      equals(items, 25, "the number of items");
    },
  },
  {
    name: "asks for no more pages after a break",
    run: async (kit) => {
      const { client, seen } = await start(kit, { list: { total: 25 } });
      for await (const { id } of client.listEvChargers()) if (id === "c10") break;
      for await (const { items } of client.listEvChargers().pages()) if (items.length > 0) break;
      for (let trip = 0; trip < 3; trip++) await seen();
      equals((await seen()).length, 2, "the number of requests");
    },
  },
  ...(
    [
      [1, 1, 1],
      [10, 10, 1],
      [15, 15, 2],
      [1_000, 25, 3],
    ] as const
  ).map(([max, items, requests]) => ({
    name: `asks, for toArray({ max: ${max} }), for no more pages than it takes`,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, { list: { total: 25 } });
      equals((await client.listEvChargers().toArray({ max })).length, items, "the items");
      const asked = (await seen()).length;
      isTrue(asked <= requests, `at most ${requests} requests, not ${asked}`);
    },
  })),
  {
    name: "gets over a failure in the middle of a list",
    run: async (kit) => {
      const instead = { 2: refusal("SERVICE_UNAVAILABLE") };
      const { client } = await start(kit, { list: { total: 25, instead } });
      equals(await idsOf(client), range(1, 25), "the items");
    },
  },
  {
    name: "yields what came before an error, then throws it",
    run: async (kit) => {
      const instead = { 2: refusal("INSUFFICIENT_PERMISSIONS") };
      const { client } = await start(kit, { list: { total: 25, instead } });
      const ids: string[] = [];
      const error = await rejectionOf(async () => {
        for await (const { id } of client.listEvChargers()) ids.push(id);
      });
      equals(ids, range(1, 10), "the items");
      matches(error, { name: "PermissionDeniedError", code: "INSUFFICIENT_PERMISSIONS" });
    },
  },
  {
    name: "can be awaited and iterated, each with what the server has",
    run: async (kit) => {
      const { client, seen } = await start(kit, { list: { total: 25 } });
      const call = client.listEvChargers();
      equals((await call).items.length, 10, "the items of the page");
      equals((await call.toArray()).length, 25, "all items");
      const requests = (await seen()).length;
      equals(requests, 3, "the number of requests: the first page is not asked for twice");
    },
  },
];
