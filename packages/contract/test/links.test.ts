import { expect, test } from "vitest";
import { contractFrom } from "../src/index.ts";
import { linkCases } from "../src/verify/linkCases.ts";
import { exchange } from "./exchange.ts";
import { ordersDocument } from "./ordersDocument.ts";

const contract = contractFrom(ordersDocument());
const order = { id: "order_7", size: 5, colour: "green", state: "open" };

type Link = object & { readonly parameters?: object };

/** What the first order of a list links to, by one link of that kind. */
function followed(link: Link, json: unknown, request = {}) {
  const document = ordersDocument();
  const { responses } = document.paths["/orders"].get;
  Object.assign(responses[200], { links: { one: { operationId: "getOrder", ...link } } });
  return linkCases(exchange(contractFrom(document), "listOrders", 200, json, request));
}

test("follows the links of a success to where they lead, in the order of the contract", () => {
  const body = { type: "application/json", text: "", value: { size: 5, colour: "green" } };
  const cases = linkCases(exchange(contract, "makeOrder", 201, { data: order }, { body }));
  expect(cases).toMatchObject([
    { operationId: "getOrder", request: { path: { orderId: "order_7" }, free: [] } },
    { operationId: "cancelOrder", request: { method: "POST", path: { orderId: "order_7" } } },
    { operationId: "listOrders", request: { query: { colour: "green", limit: 1 } } },
  ]);
});

test("expects of what a link leads to a success, and what the link says that it reads back", () => {
  const [made, cancel] = linkCases(exchange(contract, "makeOrder", 201, { data: order }));
  expect(made?.expected.statuses).toEqual([200]);
  expect(made?.expected.reads).toMatchObject([{ pointer: "/data", value: order }]);
  expect(made?.expected.reads?.[0]?.said).toContain("/responses/201/links/made");
  // That it cannot be cancelled any more is no reason for it not to be there.
  expect(cancel?.expected).toEqual({ statuses: [200, 409] });
});

test.each([
  ["an error", 400, { data: order }],
  ["a status that is not documented", 202, { data: order }],
  ["a success without what the link takes", 201, { data: {} }],
  ["a success that is no JSON object", 201, "order_7"],
])("follows no link of %s", (_, status, json) => {
  const all = linkCases(exchange(contract, "makeOrder", status, json));
  expect(all.filter(({ operationId }) => operationId !== "listOrders")).toEqual([]);
});

test("follows no link of an error, though it has some", () => {
  const document = ordersDocument();
  const { responses } = document.paths["/orders"].post;
  Object.assign(responses, { 409: responses[201] });
  const both = contractFrom(document);
  expect(linkCases(exchange(both, "makeOrder", 201, { data: order }))).not.toEqual([]);
  expect(linkCases(exchange(both, "makeOrder", 409, { data: order }))).toEqual([]);
});

test("follows a link only where its condition holds", () => {
  const led = (state: string) =>
    linkCases(exchange(contract, "getOrder", 200, { data: { ...order, state } })).map(
      ({ operationId }) => operationId,
    );
  expect(led("open")).toEqual(["cancelOrder"]);
  expect(led("cancelled")).toEqual([]);
});

test("follows no link to the first item of a list that has none", () => {
  const listOf = (...items: unknown[]) =>
    exchange(contract, "listOrders", 200, { data: { items } });
  expect(linkCases(listOf())).toEqual([]);
  expect(linkCases(listOf(order))).toMatchObject([{ request: { path: { orderId: "order_7" } } }]);
});

test.each<[string, unknown, object, unknown]>([
  ["the answer", "$response.body#/a~1b/0", {}, "of the answer"],
  ["the whole answer", "$response.body", {}, { "a/b": ["of the answer"] }],
  ["the request's body", "$request.body#/colour", {}, "green"],
  [
    "the request's path",
    "$request.path.orderId",
    { path: { orderId: "of the path" } },
    "of the path",
  ],
  ["the request's query", "$request.query.colour", { query: { colour: "red" } }, "red"],
  ["the request's header", "$request.header.x-colour", { header: { "x-colour": "red" } }, "red"],
  ["a constant text", "just this", {}, "just this"],
  ["a constant number", 7, {}, 7],
])("takes a parameter from %s", (_, expression, request, expected) => {
  const body = { type: "application/json", text: "", value: { colour: "green" } };
  const [one] = followed(
    { parameters: { "path.orderId": expression } },
    { "a/b": ["of the answer"] },
    { body, ...request },
  );
  expect(one?.request.path).toEqual({ orderId: expected });
});

test.each(["$response.body#/nothing", "$request.query.nothing", "$response.header.x-id", "$url"])(
  "follows no link whose parameter %s finds nothing",
  (expression) => {
    expect(followed({ parameters: { "path.orderId": expression } }, { data: {} })).toEqual([]);
  },
);

test("expects nothing to be read back that is not there", () => {
  const link = {
    parameters: { "path.orderId": "$response.body#/id" },
    "x-reads-back": { "/data/id": "$response.body#/id", "/data/size": "$response.body#/size" },
  };
  expect(followed(link, { id: "order_7" })[0]?.expected.reads).toMatchObject([
    { pointer: "/data/id", value: "order_7" },
  ]);
});
