import { onTestFinished, expect, test } from "vitest";
import { casesFrom, checkAnswer, contractFrom, verify } from "../src/index.ts";
import { startThings, thingsKey } from "./startThings.ts";
import { thingsDocument } from "./thingsDocument.ts";

const contract = contractFrom(thingsDocument());
const answerOf = (value: unknown) => ({
  status: 200,
  headers: new Headers({ "content-type": "application/json" }),
  body: typeof value === "string" ? value : JSON.stringify(value),
});

/** What is said of the links of an answer to the first case of the contract. */
function saidOf(things: unknown, document: object = thingsDocument()) {
  const own = contractFrom(document);
  const [one] = casesFrom(own);
  if (one === undefined) throw new Error("There is no case.");
  return checkAnswer(own, one, answerOf(things))
    .map(({ message }) => message)
    .filter((message) => message.startsWith("links.self"));
}

test.each([
  ["act:1@x", "/things/act:1@x"],
  ["act:1@x", "/things/act%3A1%40x"],
  ["50% off", "/things/50%25%20off"],
  ["a/b", "/things/a%2Fb"],
])("takes the path of %s, written as %s", (id, self) => {
  expect(saidOf({ data: { id, links: { self } } })).toEqual([]);
});

test.each([
  ["a/b", "/things/a/b"],
  ["thing_1", "/things/thing_2"],
  ["thing_1", "/things/thing_1/"],
  ["thing_1", "/others/thing_1"],
  ["things", "/things"],
  ["50%", "/things/50%"],
])("does not take for the path of %s what is written as %s", (id, self) => {
  expect(saidOf({ data: { id, links: { self } } })).toHaveLength(1);
});

test("takes the path of a thing that is inside another", () => {
  const document = thingsDocument();
  const parameter = (name: string) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
    example: "one",
  });
  const get = {
    operationId: "getPart",
    parameters: [parameter("thingId"), parameter("partId")],
    responses: { 200: { description: "A part." } },
  };
  const nested = {
    ...document,
    paths: { ...document.paths, "/things/{thingId}/parts/{partId}": { get } },
  };
  const self = "/things/thing_1/parts/part_2";
  expect(saidOf({ data: { id: "part_2", links: { self } } }, nested)).toEqual([]);
  expect(saidOf({ data: { id: "part_3", links: { self } } }, nested)).toHaveLength(1);
});

test("judges an answer that is nested deeper than a stack goes", () => {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  const [one] = casesFrom(contract);
  if (one === undefined) throw new Error("There is no case.");
  expect(checkAnswer(contract, one, answerOf(deep))).not.toEqual([]);
});

test("goes on where an id has half a character in it, and holds that against the server", async () => {
  const server = await startThings({
    answer: (url, response) => {
      if (url.pathname !== "/things" || url.searchParams.has("no-such-thing")) return false;
      const half = { id: "\uD800", colour: "red", links: { self: "/things/x" } };
      const pagination = { limit: 5, offset: 0, total: 1, hasMore: false };
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ data: { items: [half], pagination } }));
      return true;
    },
  });
  onTestFinished(() => server.stop());
  const options = { baseUrl: server.url, apiKey: thingsKey, cases: 0 };
  const { failures } = await verify(contract, options);
  expect(failures.map(({ check }) => check)).toContain("links lead somewhere");
});

test("walks no pages of a list that does not tell how many things it has", async () => {
  const server = await startThings({
    answer: (url, response) => {
      if (url.pathname !== "/things") return false;
      const pagination = { limit: 5, offset: 0, hasMore: false };
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ data: { items: [], pagination } }));
      return true;
    },
  });
  onTestFinished(() => server.stop());
  await verify(contract, { baseUrl: server.url, apiKey: thingsKey, cases: 0 });
  expect(server.asked.filter((line) => line.includes("NaN"))).toEqual([]);
});

test("asks again after the instant that an answer names, when it asked too often", async () => {
  let lists = 0;
  const server = await startThings({
    answer: ({ pathname }, response) => {
      lists += pathname === "/things" ? 1 : 0;
      if (pathname !== "/things" || lists % 5 !== 0) return false;
      response.writeHead(429, { "retry-after": new Date(0).toUTCString() }).end();
      return true;
    },
  });
  onTestFinished(() => server.stop());
  const options = { baseUrl: server.url, apiKey: thingsKey, cases: 0 };
  const { failures } = await verify(contract, options);
  expect(lists).toBeGreaterThan(5);
  expect(failures).toEqual([]);
});
