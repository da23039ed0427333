import { expect, onTestFinished, test } from "vitest";
import { checks, contractFrom, verify } from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";
import { ordersDocument } from "./ordersDocument.ts";
import { orderKey, startOrders } from "./startOrders.ts";

const contract = contractFrom(ordersDocument());
const pageWalk = checks.filter(({ name }) => name === "pages walked");

interface Page {
  items: unknown[];
  pagination: { limit: number; offset: number; total: unknown; hasMore: unknown };
}

const isPage = (data: unknown): data is Page =>
  isObject(data) && Array.isArray(data["items"]) && isObject(data["pagination"]);

/** What walking the pages finds, of so many orders, when pages are changed like that. */
async function walked(
  count: number,
  change: (page: Page, orders: { make: (size: number, colour: string) => unknown }) => void,
) {
  const server = await startOrders((answer) => {
    const copy = structuredClone(answer);
    const data = isObject(copy.json) ? copy.json["data"] : undefined;
    if (isPage(data)) change(data, server.orders);
    return copy;
  });
  onTestFinished(server.stop);
  server.orders.all.length = 0;
  while (server.orders.all.length < count) server.orders.make(1, "grey");
  const options = { baseUrl: server.baseUrl, apiKey: orderKey, checks: pageWalk, cases: 0 };
  const { failures, notes, operations } = await verify(contract, options);
  const [list] = operations;
  return { messages: failures.map(({ message }) => message), failures, notes, list };
}

test.each([0, 4, 5, 11, 50, 400])("walks a list of %i without a finding", async (count) => {
  const { failures, notes, list } = await walked(count, () => undefined);
  expect(failures).toEqual([]);
  expect(notes).toEqual([]);
  expect(list?.checks).toEqual({ "pages walked": { passed: 1, failed: 0, notApplicable: 0 } });
});

test("finds an item that is on two pages", async () => {
  let last: unknown;
  const { messages, failures } = await walked(20, ({ items, pagination }) => {
    if (pagination.offset > 0 && pagination.offset < 4) items[0] = last;
    last = items.at(-1);
  });
  expect(messages).toEqual([expect.stringMatching(/^order_\d+ comes more than once$/)]);
  expect(failures[0]?.requests.map(({ query }) => query["offset"])).toContain(0);
});

test("finds a total that is not what the pages have together", async () => {
  const { messages } = await walked(20, ({ pagination }) => {
    pagination.total = 21;
  });
  expect(messages).toEqual(["the pages have 20 items together, and total is 21"]);
});

test("finds pages that end too early", async () => {
  const { messages } = await walked(20, ({ pagination }) => {
    pagination.hasMore = pagination.offset < 8;
  });
  expect(messages).toEqual([expect.stringMatching(/^the pages have \d+ items .* total is 20$/)]);
});

test("does not walk on and on where pages never end", async () => {
  const { list } = await walked(6, ({ pagination }) => {
    pagination.hasMore = true;
  });
  expect(list?.cases).toBeLessThan(100);
});

test("says of a list that changes all the time that it could not be walked", async () => {
  const { failures, notes } = await walked(20, (_, orders) => void orders.make(1, "grey"));
  expect(failures).toEqual([]);
  expect(notes).toEqual(["listOrders could not be walked: it gave no pages, or they changed."]);
});

test("begins again when the list changes once", async () => {
  let pages = 0;
  const { failures, notes } = await walked(20, ({ pagination }, orders) => {
    pages += pagination.offset > 0 ? 1 : 0;
    if (pages === 1) orders.make(1, "grey");
  });
  expect(failures).toEqual([]);
  expect(notes).toEqual([]);
});

test("says of a list that gives no pages that it could not be walked", async () => {
  const { notes } = await walked(4, (page) => Object.assign(page, { pagination: undefined }));
  expect(notes).toHaveLength(1);
});
