import { expect, onTestFinished, test } from "vitest";
import { checks, contractFrom, verify } from "../src/index.ts";
import { ordersDocument } from "./ordersDocument.ts";
import { orderKey, startOrders } from "./startOrders.ts";

/** The contract of orders, whose list may ask for patience, for a second at least. */
function contractWith429() {
  const document = ordersDocument();
  const { "/orders": path } = document.paths;
  const tooMany = {
    description: "Too many requests.",
    headers: { "Retry-After": { required: true, schema: { type: "integer", minimum: 1 } } },
    content: { "application/json": { schema: { type: "object" } } },
  };
  const responses = { ...path.get.responses, 429: tooMany };
  const orders = { ...path, get: { ...path.get, responses } };
  return contractFrom({ ...document, paths: { ...document.paths, "/orders": orders } });
}

test("holds an answer that asks for patience to the contract, although the request is repeated", async () => {
  let lists = 0;
  const server = await startOrders((answer, { method, path }) => {
    lists += method === "GET" && path === "/orders" ? 1 : 0;
    return lists === 10 ? { status: 429, json: {}, headers: { "retry-after": "0" } } : answer;
  });
  onTestFinished(server.stop);
  const options = { baseUrl: server.baseUrl, apiKey: orderKey, checks, cases: 0 };
  const { failures } = await verify(contractWith429(), options);
  expect(failures).toMatchObject([
    { check: "documented headers", operationId: "listOrders", answer: { status: 429 } },
  ]);
});
