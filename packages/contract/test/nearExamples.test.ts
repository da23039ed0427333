import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { allowedRequest } from "../src/cases/requestArbitrary.ts";
import { bodyOf } from "../src/cases/requestOf.ts";
import { isObject } from "../src/contract/Place.ts";
import { contractFrom } from "../src/index.ts";
import { smallDocument } from "./smallDocument.ts";

const example = { colour: "green", size: 3, name: "one" };
const contract = contractFrom(
  smallDocument({
    body: {
      type: "object",
      properties: {
        colour: { type: "string" },
        size: { type: "number" },
        name: { type: "string" },
      },
    },
    bodyExample: example,
  }),
);
const [operation] = contract.operations;
if (operation === undefined) throw new Error("There is no operation.");
const drawn = fc
  .sample(allowedRequest(contract, operation), { numRuns: 200, seed: 3 })
  .map(({ body }) => body);

test("most bodies that are drawn differ from a documented one in one property at most", () => {
  const near = drawn.filter((body) => {
    const value = body?.value;
    if (!isObject(value)) return false;
    const others = Object.entries(example).filter(([name, own]) => value[name] !== own);
    return others.length <= 1;
  });
  expect(near.length).toBeGreaterThan(100);
  expect(near.length).toBeLessThan(180);
  expect(near.some((body) => isDeepStrictEqual(body?.value, example))).toBe(true);
});

test("a body says what is sent, and not what JSON has no word for", () => {
  const [media] = operation.body?.media ?? [];
  if (media === undefined) throw new Error("There is no body.");
  const { text, value } = bodyOf(media, { size: -0, name: undefined });
  expect(text).toBe('{"size":0}');
  expect(value).toStrictEqual({ size: 0 });
});
