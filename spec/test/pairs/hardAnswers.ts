import { HARD } from "./hardBase.ts";
import type { Pair } from "./Pair.ts";

const SCHEMAS = "/components/schemas";
const PET = "/paths/~1pet/get/responses";
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const { Pet, Owner, Cat, Dog } = HARD.components.schemas;
const alias = HARD.components.pathItems.Alias;
const owners = { description: "It.", content: { "application/json": { schema: ref("Owner") } } };

/** Answers: kinds, ranges and links. */
export const answersOfOdd: readonly Pair[] = [
  [
    "a kind goes by another value",
    { [`${SCHEMAS}/Pet/discriminator/mapping`]: { kitten: ref("Cat").$ref, dog: ref("Dog").$ref } },
    "major",
    "major",
  ],
  [
    "the values of two kinds are exchanged",
    { [`${SCHEMAS}/Pet/discriminator/mapping`]: { cat: ref("Dog").$ref, dog: ref("Cat").$ref } },
    "major",
    "major",
  ],
  [
    "kinds go by names instead of pointers",
    {
      "/info/version": "1.0.0",
      [`${SCHEMAS}/Pet/discriminator/mapping`]: { cat: "Cat", dog: "Dog" },
    },
    "none",
    "none",
  ],
  [
    "kinds have other names",
    {
      [`${SCHEMAS}/Feline`]: Cat,
      [`${SCHEMAS}/Cat`]: undefined,
      [`${SCHEMAS}/Pet`]: {
        oneOf: [ref("Feline"), ref("Dog")],
        discriminator: {
          propertyName: "type",
          mapping: { cat: ref("Feline").$ref, dog: ref("Dog").$ref },
        },
      },
    },
    "none",
    "none",
  ],
  [
    "two kinds have exchanged their names",
    {
      [`${SCHEMAS}/Cat`]: Dog,
      [`${SCHEMAS}/Dog`]: Cat,
      [`${SCHEMAS}/Pet`]: {
        oneOf: [ref("Dog"), ref("Cat")],
        discriminator: {
          propertyName: "type",
          mapping: { cat: ref("Dog").$ref, dog: ref("Cat").$ref },
        },
      },
    },
    "none",
    "none",
  ],
  [
    "kinds are written in place",
    { [`${SCHEMAS}/Pet`]: { ...Pet, oneOf: [Cat, Dog] } },
    "none",
    "none",
  ],
  [
    "a kind that is written in place has a property less, and another place",
    {
      [`${SCHEMAS}/Pet`]: {
        ...Pet,
        oneOf: [Dog, { ...Cat, properties: { type: { const: "cat" } } }],
      },
    },
    "major",
    "minor",
  ],
  [
    "a component has another name and a property less",
    {
      [`${SCHEMAS}/Person`]: { ...Owner, properties: { name: text } },
      [`${PET}/4XX/content/application~1json/schema`]: ref("Person"),
    },
    "major",
    "minor",
  ],
  [
    "two answers have exchanged what they hold",
    {
      [`${PET}/4XX/content/application~1json/schema`]: ref("Named"),
      [`${PET}/default/content/application~1json/schema`]: ref("Owner"),
    },
    "major",
    "major",
  ],
  ["there is no answer by default", { [`${PET}/default`]: undefined }, "major", "minor"],
  [
    "the answer by default is of another type",
    { [`${PET}/default/content/application~1json/schema`]: text },
    "major",
    "major",
  ],
  ["one status of a range is documented", { [`${PET}/404`]: owners }, "minor", "major"],
  [
    "a range is one status",
    { [`${PET}/4XX`]: undefined, [`${PET}/400`]: owners },
    "major",
    "major",
  ],
  [
    "a range has a property less",
    { [`${PET}/4XX/content/application~1json/schema`]: { ...Owner, properties: { name: text } } },
    "major",
    "minor",
  ],
  ["a link is gone", { [`${PET}/200/links`]: undefined }, "patch", "patch"],
  [
    "a header whose name is like an extension is gone",
    { [`${PET}/200/headers`]: {} },
    "major",
    "minor",
  ],
  [
    "a header whose name is like an extension need not come",
    { [`${PET}/200/headers/x-total/required`]: false },
    "major",
    "minor",
  ],
  [
    "an answer always has a header more",
    { [`${PET}/200/headers/x-rest`]: { required: true, schema: text } },
    "minor",
    "major",
  ],
  [
    "what an answer holds is said",
    { "/paths/~1form/post/responses/200/content/application~1json/schema": ref("Owner") },
    "minor",
    "major",
  ],
  [
    "an answer has an example",
    { [`${PET}/200/content/application~1json/example`]: { type: "cat" } },
    "none",
    "none",
  ],
  [
    "a path that is written elsewhere is written in place",
    { "/paths/~1alias": alias },
    "none",
    "none",
  ],
  [
    "a path that is written elsewhere has an operation more",
    {
      "/components/pathItems/Alias/delete": {
        operationId: "dropAlias",
        responses: { "204": { description: "Gone." } },
      },
    },
    "minor",
    "major",
  ],
  [
    "a path that is written elsewhere answers something else",
    { "/components/pathItems/Alias/get/responses/200/content/application~1json/schema": text },
    "major",
    "major",
  ],
];
