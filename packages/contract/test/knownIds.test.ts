import { expect, test } from "vitest";
import { requestOf } from "../src/cases/requestOf.ts";
import { contractFrom } from "../src/index.ts";
import { KnownIds } from "../src/verify/KnownIds.ts";
import { exchange } from "./exchange.ts";
import { ordersDocument } from "./ordersDocument.ts";

const contract = contractFrom(ordersDocument());
const getOrder = contract.operations.find(({ operationId }) => operationId === "getOrder");
if (getOrder === undefined) throw new Error("There is no getOrder.");
const request = requestOf(getOrder);

const listed = (...ids: unknown[]) =>
  exchange(contract, "listOrders", 200, { data: { items: ids.map((id) => ({ id })) } });
const made = (id: string) => exchange(contract, "makeOrder", 201, { data: { id } });

const picked = (ids: KnownIds, pick: number): unknown =>
  ids.bind("getOrder", { ...request, pick }).path["orderId"];
const everyPick = Array.from({ length: 1_000 }, (_, pick) => pick);

test("puts a known id in the place of an example, the newest first", () => {
  const ids = new KnownIds();
  expect(picked(ids, 0)).toBe("order_0");
  ids.learn(listed("a", "b", "c"));
  expect(picked(ids, 0)).toBe("a");
  ids.learn(made("d"));
  expect(picked(ids, 0)).toBe("d");
  ids.learn(listed("b"));
  expect(picked(ids, 0)).toBe("b");
});

test("knows each item of a list, and picks every one of them", () => {
  const ids = new KnownIds();
  ids.learn(listed("a", "b", "c"));
  expect(new Set(everyPick.map((pick) => picked(ids, pick)))).toEqual(new Set(["a", "b", "c"]));
});

test("picks the newest ids more often than the others", () => {
  const ids = new KnownIds();
  ids.learn(listed(...Array.from({ length: 10 }, (_, index) => `order_${index}`)));
  const all = everyPick.map((pick) => picked(ids, pick));
  const times = (id: string) => all.filter((one) => one === id).length;
  expect(times("order_0")).toBeGreaterThan(2 * times("order_9"));
});

test("leaves alone what is no longer an example, and an operation that it knows no id of", () => {
  const ids = new KnownIds();
  ids.learn(listed("a"));
  const own = { ...request, path: { orderId: "own" }, free: [] };
  expect(ids.bind("getOrder", own).path).toEqual({ orderId: "own" });
  expect(ids.bind("cancelOrder", request).path).toEqual({ orderId: "order_0" });
});

test("learns nothing from an error, from what is no id, nor where the link does not hold", () => {
  const ids = new KnownIds();
  ids.learn(exchange(contract, "makeOrder", 400, { data: { id: "a" } }));
  ids.learn(listed(7, null));
  const cancelled = { data: { id: "b", state: "cancelled" } };
  ids.learn(exchange(contract, "getOrder", 200, cancelled, { path: {} }));
  expect(picked(ids, 0)).toBe("order_0");
  expect(ids.bind("cancelOrder", request).path).toEqual({ orderId: "order_0" });
});

test("forgets the oldest ids when there are too many", () => {
  const ids = new KnownIds();
  for (let index = 0; index < 1_000; index += 1) ids.learn(made(`order_${index}`));
  const all = new Set(everyPick.map((pick) => picked(ids, pick)));
  expect(all.size).toBeLessThanOrEqual(200);
  expect(all).toContain("order_999");
  expect(all).not.toContain("order_1");
});
