import { HARD } from "./hardBase.ts";
import { ofBoth, same } from "./ofBoth.ts";
import type { Pair } from "./Pair.ts";

const SCHEMAS = "/components/schemas";
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const { Tree, Expression, Ask, Named, Sum } = HARD.components.schemas;

/** Schemas that hold themselves, and several parts. */
export const recursion: readonly Pair[] = [
  [
    "a part of a schema that holds itself has a property more",
    { [`${SCHEMAS}/Named/properties/also`]: text },
    "minor",
    "major",
  ],
  [
    "a schema that holds itself by way of its parts has a property less",
    { [`${SCHEMAS}/Tree/allOf/1/properties/a`]: undefined },
    "major",
    "minor",
  ],
  [
    "a schema that holds itself by way of its parts has another type at one place",
    { [`${SCHEMAS}/Tree/allOf/1/properties/a/type`]: "integer" },
    "major",
    "major",
  ],
  [
    "a schema that holds itself does so no more",
    { [`${SCHEMAS}/Tree/allOf/1/properties/right`]: ref("Named") },
    "major",
    "minor",
  ],
  [
    "parts of a schema that holds itself stand in another order",
    { [`${SCHEMAS}/Tree/allOf`]: Tree.allOf.toReversed() },
    "none",
    "none",
  ],
  [
    "a property of a schema that holds itself moves into its other part",
    {
      [`${SCHEMAS}/Tree/allOf`]: [
        { type: "object", properties: { ...Named.properties, a: text } },
        { type: "object", properties: { left: ref("Tree"), right: ref("Tree") } },
      ],
    },
    "none",
    "none",
  ],
  [
    "an answer may be of a kind more that holds the others",
    {
      [`${SCHEMAS}/Expression/anyOf`]: [...Expression.anyOf, ref("Minus")],
      [`${SCHEMAS}/Minus`]: {
        type: "object",
        required: ["of"],
        properties: { of: ref("Expression") },
      },
    },
    "major",
    "minor",
  ],
  [
    "one may send a kind more that holds the others",
    {
      [`${SCHEMAS}/Ask/anyOf`]: [...Ask.anyOf, ref("Not")],
      [`${SCHEMAS}/Not`]: { type: "object", required: ["not"], properties: { not: ref("Ask") } },
    },
    "minor",
    "major",
  ],
  [
    "a kind of an answer that holds the others has a property less",
    { [`${SCHEMAS}/Sum/properties`]: { terms: Sum.properties["terms"] } },
    "major",
    "minor",
  ],
  [
    "kinds that hold themselves stand in another order",
    {
      [`${SCHEMAS}/Expression/anyOf`]: Expression.anyOf.toReversed(),
      [`${SCHEMAS}/Ask/anyOf`]: Ask.anyOf.toReversed(),
    },
    "none",
    "none",
  ],
  [
    "what is sent has a part more",
    {
      [`${SCHEMAS}/Sent/properties/parts/allOf`]: [
        ref("Named"),
        { type: "object", properties: { size: { type: "integer" } } },
        { type: "object", required: ["colour"], properties: { colour: text } },
      ],
    },
    "major",
    "major",
  ],
];

/** What two contracts may say in other words. */
export const otherWords: readonly Pair[] = [
  ...ofBoth("null is a kind of any", "maybe", { anyOf: [ref("Owner"), { type: "null" }] }, ...same),
  ...ofBoth(
    "null is a kind instead of a type",
    "none",
    { anyOf: [{ type: "string", maxLength: 5 }, { type: "null" }] },
    ...same,
  ),
  ...ofBoth(
    "an open object says so by a schema that says nothing",
    "free/additionalProperties",
    {},
    ...same,
  ),
  ...ofBoth("anything is said by true", "any", true, ...same),
  ...ofBoth("a text need not be longer than nothing", "free/properties/a/minLength", 0, ...same),
  ...ofBoth("a list need not be longer than nothing", "list/minItems", 0, ...same),
  ...ofBoth("an object need not have properties", "free/minProperties", 0, ...same),
  ...ofBoth("nothing is always there", "free/required", [], ...same),
  ...ofBoth("a map has no properties", "counts/properties", {}, ...same),
  ...ofBoth(
    "a definition within a schema is written in place",
    "local",
    { type: "string", minLength: 1 },
    ...same,
  ),
  ...ofBoth(
    "parts are one object",
    "parts",
    { type: "object", properties: { name: text, size: { type: "integer" } } },
    ...same,
  ),
  ...ofBoth(
    "a property moves into a part",
    "parts",
    {
      allOf: [{ type: "object", properties: { size: { type: "integer" } } }],
      type: "object",
      properties: { name: text },
    },
    ...same,
  ),
  ...ofBoth(
    "parts stand within a part",
    "parts",
    {
      allOf: [
        { allOf: [ref("Named")] },
        { type: "object", properties: { size: { type: "integer" } } },
      ],
    },
    ...same,
  ),
  ...ofBoth(
    "what asks for what stands in another order",
    "card/dependentRequired",
    { number: ["until"] },
    ...same,
  ),
  [
    "a definition within a schema has another name",
    {
      [`${SCHEMAS}/Sent/$defs`]: { Other: { type: "string", minLength: 1 } },
      [`${SCHEMAS}/Sent/properties/local/$ref`]: "#/components/schemas/Sent/$defs/Other",
    },
    "none",
    "none",
  ],
  [
    "a definition within a schema is a shared one",
    {
      [`${SCHEMAS}/Local`]: { type: "string", minLength: 1 },
      [`${SCHEMAS}/Sent/properties/local`]: ref("Local"),
    },
    "none",
    "none",
  ],
];
