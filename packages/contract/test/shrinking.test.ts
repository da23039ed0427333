import { expect, onTestFinished, test } from "vitest";
import { checks, contractFrom, verify } from "../src/index.ts";
import { at } from "../src/contract/pointer.ts";
import { ordersDocument } from "./ordersDocument.ts";
import { type Alter, type Answered, orderKey, startOrders } from "./startOrders.ts";

const contract = contractFrom(ordersDocument());
const noServerError = checks.filter(({ name }) => name === "no server error");

/** The server errors that are found, in a server with such a fault. */
async function serverErrors(alter: Alter, seed = 1) {
  const server = await startOrders(alter);
  onTestFinished(server.stop);
  const options = { baseUrl: server.baseUrl, apiKey: orderKey, cases: 600, seed };
  const found = await verify(contract, { ...options, profile: "full", checks: noServerError });
  return found.failures;
}

const broken: Answered = { status: 500, json: {} };

/** Whether an order was made of a size that no case has by itself, but those that are drawn. */
const isOdd = ({ status, json }: Answered): boolean =>
  status === 201 && Number(at(json, "/data/size")) > 41 && Number(at(json, "/data/size")) < 98;

test.each([1, 2, 3])("reports the smallest value that fails, with seed %i", async (seed) => {
  const failures = await serverErrors((answer) => (isOdd(answer) ? broken : answer), seed);
  expect(failures).toMatchObject([{ operationId: "makeOrder", answer: { status: 500 } }]);
  const [failure] = failures;
  expect(failure?.count).toBeGreaterThan(1);
  expect(failure?.requests.map(({ body }) => body?.value)).toEqual([{ size: 42 }]);
});

test.each([1, 2, 3])(
  "reports no other requests than a failure takes, with seed %i",
  async (seed) => {
    // Soon after an order was made, such a list is not answered, once; what is refused mends it, too.
    let left = 0;
    const failures = await serverErrors((answer, { method, path, query }) => {
      const fails = left > 0 && path === "/orders" && query.has("offset") && !query.has("limit");
      const isMade = method === "POST" && answer.status === 201;
      if (isMade) left = 4;
      else left = fails || answer.status >= 400 ? 0 : left - 1;
      return fails ? broken : answer;
    }, seed);
    expect(failures).toMatchObject([{ operationId: "listOrders" }]);
    expect(failures[0]?.requests).toMatchObject([
      { method: "POST", template: "/orders" },
      { method: "GET", template: "/orders" },
    ]);
  },
);

test("reports a failure that does not come again as it came", async () => {
  let failed = 0;
  const failures = await serverErrors((answer) => {
    failed += isOdd(answer) ? 1 : 0;
    return isOdd(answer) && failed === 1 ? broken : answer;
  });
  expect(failed).toBeGreaterThan(1);
  expect(failures).toMatchObject([{ operationId: "makeOrder", count: 1, once: true }]);
  const value = failures[0]?.requests.at(-1)?.body?.value;
  expect(Number(at(value, "/size"))).toBeGreaterThan(41);
});

test("says of a case that the contract gives by itself whether it failed again", async () => {
  let refused = 0;
  const isRefused = ({ status }: Answered) => status === 400;
  const always = await serverErrors((answer) => (isRefused(answer) ? broken : answer));
  const first = await serverErrors((answer) => {
    refused += isRefused(answer) ? 1 : 0;
    return isRefused(answer) && refused === 1 ? broken : answer;
  });
  expect(always.map(({ once }) => once)).not.toContain(true);
  expect(first.map(({ once }) => once)).toEqual([true]);
});

test("takes no more requests to make a failure smaller than it may", async () => {
  const sent = async (shrinks: number) => {
    const server = await startOrders((answer) => (isOdd(answer) ? broken : answer));
    onTestFinished(server.stop);
    const options = { baseUrl: server.baseUrl, apiKey: orderKey, cases: 100, shrinks };
    const found = await verify(contract, { ...options, profile: "full", checks: noServerError });
    return found.requests;
  };
  const without = await sent(0);
  const some = await sent(5);
  expect(some).toBeGreaterThan(without);
  // The last attempt is not broken off.
  expect(some).toBeLessThan(without + 25);
});
