import { expect, onTestFinished, test } from "vitest";
import { checks, contractFrom, verify } from "../src/index.ts";
import { ordersDocument } from "./ordersDocument.ts";
import { type Asked, orderKey, startOrders } from "./startOrders.ts";

const contract = contractFrom(ordersDocument());
const filters = checks.filter(({ name }) => name === "filters");
const nothing = {
  data: { items: [], pagination: { limit: 5, offset: 0, total: 0, hasMore: false } },
};

/** What is found where three orders are grey and one is green, and green ones are not found. */
async function withoutGreen(meanwhile: (orders: { all: unknown[] }) => void) {
  const asksForGreen = ({ method, query }: Asked) =>
    method === "GET" && query.get("colour") === "green" && query.get("limit") === "5";
  const server = await startOrders((answer, asked) => {
    if (!asksForGreen(asked)) return answer;
    meanwhile(server.orders);
    return { status: 200, json: nothing };
  });
  onTestFinished(server.stop);
  server.orders.all.length = 0;
  for (const colour of ["grey", "grey", "green", "grey"]) server.orders.make(1, colour);
  const options = { baseUrl: server.baseUrl, apiKey: orderKey, checks: filters, cases: 0 };
  return (await verify(contract, options)).failures;
}

test("finds an item that a filter by its own value does not find", async () => {
  const [failure, ...others] = await withoutGreen(() => undefined);
  expect(others).toEqual([]);
  expect(failure).toMatchObject({ check: "filters", operationId: "listOrders" });
  expect(failure?.message).toMatch(/^order_\d+ has the colour green, and is not found by it$/);
  const asked = failure?.requests.map(({ query }) => query);
  expect(asked).toEqual([{ limit: 5 }, { limit: 5, colour: "green" }]);
});

test("holds nothing against a filter when the item is gone meanwhile", async () => {
  expect(await withoutGreen(({ all }) => void (all.length = 0))).toEqual([]);
});
