import { expect, test } from "vitest";
import { type Case, casesFrom, contractFrom } from "../src/index.ts";
import { smallDocument } from "./smallDocument.ts";

type Verdict = "takes" | "refuses";

const verdictOf = ({ kind }: Case): Verdict => (kind === "refused input" ? "refuses" : "takes");

/** What is tried for a parameter of that schema, and whether it has to be taken. */
function tried(schema: object, example: unknown, where = "query"): Record<string, Verdict> {
  const parameter = { name: "one", in: where, required: true, schema, example };
  const found = casesFrom(contractFrom(smallDocument({ parameters: [parameter] })))
    .filter(({ name }) => name.includes(`${where} one="`))
    .map((one) => {
      const { path, query, header } = one.request;
      return [String(query["one"] ?? path["one"] ?? header["one"]), verdictOf(one)] as const;
    });
  return Object.fromEntries(found);
}

const takes = (...texts: string[]) => Object.fromEntries(texts.map((text) => [text, "takes"]));
const refuses = (...texts: string[]) => Object.fromEntries(texts.map((text) => [text, "refuses"]));

test.each<[string, object, unknown, Record<string, string>]>([
  [
    "whole numbers",
    { type: "integer", minimum: 2, maximum: 9 },
    5,
    { ...takes("2", "3", "8", "9"), ...refuses("1", "10", "0.5", "true", "wrong", "") },
  ],
  [
    "fractions",
    { type: "number", minimum: 0, maximum: 50 },
    5,
    { ...takes("0", "0.001", "50", "49.999"), ...refuses("-0.001", "50.001", "true") },
  ],
  [
    "bounds that are themselves outside",
    { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 10 },
    5,
    { ...takes("1", "9"), ...refuses("0", "10") },
  ],
  ["multiples", { type: "integer", multipleOf: 5 }, 5, { ...takes("15"), ...refuses("2.5") }],
  [
    "lengths",
    { type: "string", minLength: 2, maxLength: 4 },
    "abc",
    { ...takes("ab", "abc", "abca"), ...refuses("a", "abcab", "") },
  ],
  [
    "listed values",
    { type: "string", enum: ["green", "blue"] },
    "green",
    { ...takes("green", "blue"), ...refuses("green-unlisted", "GREEN", "") },
  ],
  ["a constant", { const: "green" }, "green", { ...takes("green"), ...refuses("green-unlisted") }],
  [
    "a pattern",
    { type: "string", pattern: "^[a-z]+$" },
    "green",
    { ...takes("gree"), ...refuses("%?#", "green\n", "green%", " green", "GREEN", "") },
  ],
  ["a format", { type: "string", format: "date" }, "2026-01-02", refuses("no such format", "")],
  ["a boolean", { type: "boolean" }, true, { ...takes("true", "false"), ...refuses("1", "wrong") }],
  [
    "a number or null",
    { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] },
    5,
    { ...takes("1", "2"), ...refuses("0", "0.5", "wrong") },
  ],
  [
    "two types at once",
    { type: ["integer", "null"], minimum: 1 },
    5,
    { ...takes("1", "2"), ...refuses("0", "0.5", "wrong") },
  ],
  [
    "either of two ranges",
    {
      anyOf: [
        { type: "integer", minimum: 1, maximum: 3 },
        { type: "integer", minimum: 7, maximum: 9 },
      ],
    },
    2,
    { ...takes("1", "2", "3", "7", "8", "9"), ...refuses("0", "4", "6", "10") },
  ],
  [
    "both of two ranges",
    { allOf: [{ type: "integer", minimum: 2 }, { maximum: 4 }] },
    3,
    { ...takes("2", "3", "4"), ...refuses("1", "5") },
  ],
])("tries %s at, just inside and just outside each bound", (_, schema, example, expected) => {
  expect(tried(schema, example)).toMatchObject(expected);
});

test("tries nothing in a header or path that would arrive as something else", () => {
  const schema = { type: "string", pattern: "^[.a-z]{2,5}$" };
  const inHeader = tried(schema, "green", "header");
  expect(inHeader).toMatchObject(refuses("%?#", "green%", "GREEN"));
  expect(Object.keys(inHeader).filter((text) => text.trim() !== text || text === "")).toEqual([]);
  const inPath = tried(schema, "..", "path");
  expect(inPath).toMatchObject(refuses("%?#", "..%"));
  expect(Object.keys(inPath)).not.toContain(".");
  expect(Object.keys(inPath)).not.toContain("..");
});

test("tries a parameter that need not be there without it, and one that has to be as missing", () => {
  const schema = { type: "integer" };
  const must = { name: "must", in: "query", required: true, schema, example: 1 };
  const may = { name: "may", in: "query", schema, example: 2 };
  const document = smallDocument({ parameters: [must, may] });
  const queries = (kind: Case["kind"]) =>
    casesFrom(contractFrom(document))
      .filter((one) => one.kind === kind)
      .map(({ request }) => request.query);
  expect(queries("documented request")).toEqual([{ must: 1 }, { must: 1, may: 2 }]);
  expect(queries("refused input")).toContainEqual({ must: undefined });
  expect(queries("refused input")).not.toContainEqual({ must: 1, may: undefined });
});

const schemas = {
  Inner: {
    type: "object",
    required: ["deep"],
    additionalProperties: false,
    properties: { deep: { type: "string", maxLength: 2 } },
  },
  Tree: {
    type: "object",
    properties: {
      leaves: { type: "integer", minimum: 0 },
      branches: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
    },
  },
};

/** What is tried for a body of that schema: its verdict by its text. */
function triedBodies(body: object, bodyExample: unknown): ReadonlyMap<string, Verdict> {
  const all = casesFrom(contractFrom(smallDocument({ body, bodyExample, schemas })));
  return new Map(
    all
      .filter(({ name }) => / body (?:\/|the whole)/.test(name))
      .map((one) => [one.request.body?.text ?? "", verdictOf(one)]),
  );
}

test.each<[string, object, unknown, readonly (readonly [unknown, Verdict])[]]>([
  [
    "properties",
    {
      type: "object",
      required: ["size"],
      additionalProperties: false,
      properties: { size: { type: "integer", minimum: 1 }, colour: { enum: ["green"] } },
    },
    { size: 1 },
    [
      [{ size: 0, colour: "green" }, "refuses"],
      [{ size: 2, colour: "green" }, "takes"],
      [{ size: 1 }, "takes"],
      [{ colour: "green" }, "refuses"],
      [{ size: 1, colour: "green-unlisted" }, "refuses"],
      [{ size: 1, colour: "green", unknownProperty: true }, "refuses"],
      [{ size: "wrong", colour: "green" }, "refuses"],
      [{ size: null, colour: "green" }, "refuses"],
      [{}, "refuses"],
      [[], "refuses"],
      [null, "refuses"],
    ],
  ],
  [
    "objects inside, also those that may be null",
    {
      type: "object",
      properties: { inner: { oneOf: [{ $ref: "#/components/schemas/Inner" }, { type: "null" }] } },
    },
    {},
    [
      [{ inner: { deep: "xx" } }, "takes"],
      [{ inner: { deep: "xxx" } }, "refuses"],
      [{ inner: {} }, "refuses"],
      [{ inner: { deep: "x", unknownProperty: true } }, "refuses"],
      [{ inner: { deep: "x" }, unknownProperty: true }, "takes"],
      [{ inner: null }, "takes"],
      [{}, "takes"],
    ],
  ],
  [
    "lists",
    { type: "array", minItems: 1, maxItems: 2, items: { type: "integer", maximum: 7 } },
    [7],
    [
      [[], "refuses"],
      [[7, 7], "takes"],
      [[7, 7, 7], "refuses"],
      [[8], "refuses"],
      [[6], "takes"],
      [{}, "refuses"],
    ],
  ],
  [
    "several schemas at once",
    {
      allOf: [{ $ref: "#/components/schemas/Inner/properties/deep" }, { minLength: 1 }],
    },
    "x",
    [
      ["", "refuses"],
      ["xx", "takes"],
      ["xxx", "refuses"],
    ],
  ],
  [
    "what contains itself",
    { $ref: "#/components/schemas/Tree" },
    { leaves: 1 },
    [
      [{ leaves: -1, branches: [{}] }, "refuses"],
      [{ leaves: 0, branches: ["wrong"] }, "refuses"],
      [{ leaves: 0, branches: [] }, "takes"],
    ],
  ],
])("tries a body of %s in each place by itself", (_, schema, example, expected) => {
  const bodies = triedBodies(schema, example);
  for (const [body, verdict] of expected) {
    const text = JSON.stringify(body);
    expect(bodies.get(text), `${text} of ${[...bodies.keys()].join(" ")}`).toBe(verdict);
  }
});
