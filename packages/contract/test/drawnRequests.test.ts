import * as fc from "fast-check";
import { expect, test } from "vitest";
import { allowedRequest, forbiddenRequest } from "../src/cases/requestArbitrary.ts";
import { type CaseRequest, contractFrom } from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";
import { smallDocument } from "./smallDocument.ts";

type Small = Parameters<typeof smallDocument>[0];

/** What is drawn for the one operation of such a contract; undefined when nothing can be. */
function draw(small: Small, kind: "allowed" | "forbidden"): readonly CaseRequest[] | undefined {
  const contract = contractFrom(smallDocument(small));
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error("There is no operation.");
  const make = kind === "allowed" ? allowedRequest : forbiddenRequest;
  const requests = make(contract, operation);
  return requests && fc.sample(requests, { numRuns: 200, seed: 11 });
}

const isText = (value: unknown): value is string => typeof value === "string";
const isWhole = (value: unknown): value is number => Number.isInteger(value);
const isWithin = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && value >= least && value <= most;
const isNode = (value: unknown): boolean =>
  isObject(value) &&
  isWhole(value["size"]) &&
  (value["next"] === null || isNode(value["next"])) &&
  (value["twin"] === undefined || isNode(value["twin"])) &&
  (value["others"] === undefined ||
    (Array.isArray(value["others"]) && value["others"].every(isNode)));

const schemas = {
  Node: {
    type: "object",
    required: ["size", "next"],
    properties: {
      size: { type: "integer" },
      next: { oneOf: [{ $ref: "#/components/schemas/Node" }, { type: "null" }] },
      others: { type: "array", items: { $ref: "#/components/schemas/Node" } },
      twin: { $ref: "#/components/schemas/Node" },
    },
  },
};

interface Shape {
  readonly what: string;
  readonly schema: object;
  readonly example: unknown;
  readonly allows: (value: unknown) => boolean;
}

const shapes: readonly Shape[] = [
  {
    what: "texts by a pattern",
    schema: { type: "string", pattern: "^[a-z]{2,4}$" },
    example: "abc",
    allows: (value) => isText(value) && /^[a-z]{2,4}$/.test(value),
  },
  {
    what: "texts by a pattern that hardly ever gives one so long",
    schema: { type: "string", pattern: "^a*$", minLength: 300 },
    example: "a".repeat(300),
    allows: (value) => isText(value) && /^a{300,}$/.test(value),
  },
  {
    what: "texts by their length",
    schema: { type: "string", minLength: 2, maxLength: 5 },
    example: "abc",
    allows: (value) => isText(value) && /^.{2,5}$/su.test(value),
  },
  {
    what: "points in time",
    schema: { type: "string", format: "date-time" },
    example: "2026-01-02T03:04:05Z",
    allows: (value) => isText(value) && /T.*Z$/i.test(value) && !Number.isNaN(Date.parse(value)),
  },
  {
    what: "days",
    schema: { type: "string", format: "date" },
    example: "2026-01-02",
    allows: (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value),
  },
  {
    what: "whole numbers between bounds that no number is exact at",
    schema: { type: "integer", minimum: -(2 ** 63), maximum: 2 ** 63 },
    example: 1,
    allows: (value) => isWhole(value) && isWithin(value, -(2 ** 63), 2 ** 63),
  },
  {
    what: "whole numbers from a bound on that no number is exact at",
    schema: { type: "integer", minimum: 2 ** 60 },
    example: 2 ** 60,
    allows: (value) => isWhole(value) && value >= 2 ** 60,
  },
  {
    what: "multiples of a whole number",
    schema: { type: "integer", multipleOf: 5, exclusiveMinimum: 0, exclusiveMaximum: 20 },
    example: 5,
    allows: (value) => value === 5 || value === 10 || value === 15,
  },
  {
    what: "multiples of a fraction",
    schema: { type: "number", multipleOf: 0.01, minimum: 0, maximum: 1 },
    example: 0.07,
    allows: (value) =>
      isWithin(value, 0, 1) && /^(?:0|1|0\.\d\d?)$/.test(String(Number(Number(value).toFixed(9)))),
  },
  {
    what: "fractions",
    schema: { type: "number", exclusiveMinimum: 0, maximum: 0.5 },
    example: 0.2,
    allows: (value) => isWithin(value, 0, 0.5) && value !== 0,
  },
  {
    what: "lists of different values",
    schema: {
      type: "array",
      minItems: 2,
      maxItems: 3,
      uniqueItems: true,
      items: { enum: ["a", "b", "c"] },
    },
    example: ["a", "b"],
    allows: (value) =>
      Array.isArray(value) &&
      isWithin(value.length, 2, 3) &&
      new Set(value).size === value.length &&
      value.every((item) => item === "a" || item === "b" || item === "c"),
  },
  {
    what: "objects",
    schema: {
      type: "object",
      required: ["size"],
      additionalProperties: false,
      properties: { size: { type: "integer" }, colour: { type: "string" } },
    },
    example: { size: 1 },
    allows: (value) => {
      if (!isObject(value) || !isWhole(value["size"])) return false;
      const { size: _, colour = "", ...others } = value;
      return isText(colour) && Object.keys(others).length === 0;
    },
  },
  {
    what: "objects of any names",
    schema: { type: "object", minProperties: 1, additionalProperties: { type: "integer" } },
    example: { one: 1 },
    allows: (value) =>
      isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isWhole),
  },
  {
    what: "one of several types",
    schema: { anyOf: [{ type: "integer", minimum: 3 }, { enum: ["green"] }, { type: "null" }] },
    example: 3,
    allows: (value) => value === null || value === "green" || (isWhole(value) && value >= 3),
  },
  {
    what: "all of several schemas",
    schema: { allOf: [{ type: "integer", minimum: 3 }, { maximum: 9 }] },
    example: 3,
    allows: (value) => isWhole(value) && isWithin(value, 3, 9),
  },
  {
    what: "what contains itself",
    schema: { $ref: "#/components/schemas/Node" },
    example: { size: 1, next: null },
    allows: isNode,
  },
];

test.each(shapes)("draws bodies that are, and such that are not, $what", (shape) => {
  const { schema, example, allows } = shape;
  const small = { body: schema, bodyExample: example, schemas };
  for (const kind of ["allowed", "forbidden"] as const) {
    const drawn = draw(small, kind) ?? [];
    expect(drawn).toHaveLength(200);
    const wrong = drawn
      .map(({ body }) => body?.text ?? "")
      .filter((text) => allows(JSON.parse(text)) !== (kind === "allowed"));
    expect(wrong, kind).toEqual([]);
  }
});

const parameter = (where: string, schema: object, example: unknown, required = true) => ({
  name: "one",
  in: where,
  required,
  schema,
  example,
});

const textsOf = (requests: readonly CaseRequest[] | undefined): unknown[] =>
  (requests ?? []).map(({ path, query, header }) => query["one"] ?? path["one"] ?? header["one"]);

test.each<[string, object, unknown, RegExp, RegExp]>([
  ["a pattern", { type: "string", pattern: "^[a-z]{2}$" }, "ab", /^[a-z]{2}$/, /^(?![a-z]{2}$)/],
  ["a range", { type: "integer", minimum: 1, maximum: 9 }, 5, /^[1-9]$/, /^(?![1-9]$)/],
  [
    "a number or null",
    { anyOf: [{ type: "integer", minimum: 1, maximum: 9 }, { type: "null" }] },
    5,
    /^[1-9]$/,
    /^(?![1-9]$)/,
  ],
])("draws parameters of %s as the text that is sent", (_, schema, example, allowed, forbidden) => {
  for (const where of ["path", "query", "header"]) {
    const parameters = [parameter(where, schema, example)];
    const drawn = textsOf(draw({ parameters }, "allowed"));
    for (const text of drawn) expect(String(text)).toMatch(allowed);
    const refused = textsOf(draw({ parameters }, "forbidden"));
    expect(refused).toHaveLength(200);
    for (const text of refused) expect(text).toMatch(forbidden);
  }
});

test("draws no text for a path that would be another one", () => {
  const schema = { type: "string", maxLength: 2, pattern: String.raw`^\.*[a-z]?$` };
  const parameters = [parameter("path", schema, "a")];
  const texts = [
    ...textsOf(draw({ parameters }, "allowed")),
    ...textsOf(draw({ parameters }, "forbidden")),
  ];
  expect(texts.length).toBeGreaterThan(200);
  for (const text of texts) expect(["", ".", ".."]).not.toContain(text);
});

test("draws header values that arrive as they are sent", () => {
  const parameters = [parameter("header", { type: "string", maxLength: 5 }, "a")];
  const texts = [
    ...textsOf(draw({ parameters }, "allowed")),
    ...textsOf(draw({ parameters }, "forbidden")),
  ];
  expect(texts.length).toBeGreaterThan(200);
  for (const text of texts) expect(new Headers({ one: String(text) }).get("one")).toBe(text);
});

test("sends what is required every time, and what is not at times", () => {
  const schema = { type: "integer" };
  const parameters = [
    { ...parameter("header", schema, 1), name: "must" },
    { ...parameter("query", schema, 1, false), name: "may" },
  ];
  const drawn = draw({ parameters, body: schema, bodyRequired: false }, "allowed") ?? [];
  expect(drawn.filter(({ header }) => "must" in header)).toHaveLength(200);
  for (const has of [
    drawn.filter(({ query }) => "may" in query),
    drawn.filter(({ body }) => body !== undefined),
  ]) {
    expect(has.length).toBeGreaterThan(20);
    expect(has.length).toBeLessThan(180);
  }
});

test.each<[string, Small]>([
  ["takes nothing", {}],
  ["takes any body", { body: {}, bodyExample: 1 }],
  ["takes any text", { parameters: [parameter("query", { type: "string" }, "a")] }],
])("draws nothing to be refused by an operation that %s", (_, small) => {
  expect(draw(small, "forbidden")).toBeUndefined();
  expect(draw(small, "allowed")).toHaveLength(200);
});
