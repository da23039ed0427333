import { BASE, MAKE, NEW_THING, SCHEMAS } from "./base.ts";
import type { Pair } from "./Pair.ts";

const NAME = `${NEW_THING}/properties/name`;
const SIZE = `${NEW_THING}/properties/size`;
const PARTS = `${NEW_THING}/properties/parts`;
const { Patch, Extra, Part, NewThing } = BASE.components.schemas;
const without = (properties: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name));

/** Bodies that are sent. */
export const requests: readonly Pair[] = [
  [
    "a body must be sent now",
    { "/paths/~1things~1{id}/patch/requestBody/required": true },
    "major",
    "minor",
  ],
  [
    "an operation takes a body that must be sent",
    { "/paths/~1health/post/requestBody": { required: true, content: { "application/json": {} } } },
    "major",
    "major",
  ],
  [
    "an operation takes a body that may be sent",
    { "/paths/~1health/post/requestBody": { content: { "application/json": {} } } },
    "minor",
    "major",
  ],
  [
    "a body may be of a media type less",
    { "/paths/~1things~1{id}~1picture/put/requestBody/content/image~1webp": undefined },
    "major",
    "minor",
  ],
  [
    "a body is of another media type",
    {
      [`${MAKE}/requestBody/content`]: {
        "application/merge-patch+json": { schema: { $ref: "#/components/schemas/NewThing" } },
      },
    },
    "major",
    "major",
  ],
  [
    "a property of a closed body is gone",
    { [`${NEW_THING}/properties`]: without(NewThing.properties, "mode") },
    "major",
    "minor",
  ],
  [
    "a property of an open body is gone",
    { [`${SCHEMAS}/Patch/properties`]: without(Patch.properties, "size") },
    "major",
    "minor",
  ],
  [
    "a property deep in a body is gone",
    { [`${SCHEMAS}/Extra/properties/deep/properties`]: {} },
    "major",
    "minor",
  ],
  [
    "a property of an object in an open body is gone",
    { [`${SCHEMAS}/Extra/properties`]: without(Extra.properties, "colour") },
    "major",
    "minor",
  ],
  [
    "a property of the items of a list is gone",
    { [`${SCHEMAS}/Part/properties`]: without(Part.properties, "weight") },
    "major",
    "minor",
  ],
  [
    "a property has another name",
    {
      [`${NEW_THING}/properties`]: {
        ...without(NewThing.properties, "mode"),
        way: NewThing.properties["mode"],
      },
    },
    "major",
    "major",
  ],
  [
    "a property may be sent",
    { [`${NEW_THING}/properties/colour`]: { type: "string" } },
    "minor",
    "major",
  ],
  [
    "a property must be sent that was not there",
    {
      [`${NEW_THING}/properties/colour`]: { type: "string" },
      [`${NEW_THING}/required`]: ["size", "colour"],
    },
    "major",
    "major",
  ],
  [
    "a property must be sent now",
    { [`${NEW_THING}/required`]: ["size", "name"] },
    "major",
    "minor",
  ],
  [
    "a property of the items of a list must be sent now",
    { [`${SCHEMAS}/Part/required`]: ["code", "weight"] },
    "major",
    "minor",
  ],
  [
    "a body takes what it does not know",
    { [`${NEW_THING}/additionalProperties`]: undefined },
    "minor",
    "major",
  ],
  [
    "a property of a body has a value less",
    { [`${NEW_THING}/properties/mode/enum`]: ["x"] },
    "major",
    "minor",
  ],
  [
    "a property of a body may be null no more",
    { [`${NEW_THING}/properties/note/type`]: "string" },
    "major",
    "minor",
  ],
  ["a property of a body is of another type", { [`${SIZE}/type`]: "string" }, "major", "major"],
  ["an integer may be any number", { [`${SIZE}/type`]: "number" }, "minor", "major"],
  [
    "the default of a property of a body is another one",
    { [`${SIZE}/default`]: 2 },
    "major",
    "major",
  ],
  [
    "the default of a property of a body is gone",
    { [`${SIZE}/default`]: undefined },
    "major",
    "minor",
  ],
  ["a property of a body may be greater", { [`${SIZE}/maximum`]: 10 }, "minor", "major"],
  [
    "a property of a body may be as great as it likes",
    { [`${SIZE}/maximum`]: undefined },
    "minor",
    "major",
  ],
  ["a property of a body may be shorter", { [`${NAME}/minLength`]: 0 }, "minor", "major"],
  ["a property of a body may be longer", { [`${NAME}/maxLength`]: 50 }, "minor", "major"],
  ["a property of a body may be of any form", { [`${NAME}/pattern`]: undefined }, "minor", "major"],
  [
    "a property of a body is of another form",
    { [`${NAME}/pattern`]: "^[0-9]+$" },
    "major",
    "major",
  ],
  ["a property of a body has a format", { [`${NAME}/format`]: "email" }, "major", "minor"],
  ["a list that is sent may be longer", { [`${PARTS}/maxItems`]: 4 }, "minor", "major"],
  ["a list that is sent may be empty", { [`${PARTS}/minItems`]: 0 }, "minor", "major"],
  ["a list that is sent has no item twice", { [`${PARTS}/uniqueItems`]: true }, "major", "minor"],
  ["a property of a body is for reading only", { [`${NAME}/readOnly`]: true }, "major", "minor"],
  [
    "a body may be of a kind more",
    {
      [`${SCHEMAS}/Drawing/oneOf`]: [
        ...BASE.components.schemas.Drawing.oneOf,
        { $ref: "#/components/schemas/Circle" },
      ],
    },
    "minor",
    "major",
  ],
  [
    "a property of a kind of body is gone",
    { [`${SCHEMAS}/Line/properties`]: without(BASE.components.schemas.Line.properties, "length") },
    "major",
    "minor",
  ],
  [
    "a value that tells kinds of bodies apart is another one",
    { [`${SCHEMAS}/Line/properties/type/const`]: "stroke" },
    "major",
    "major",
  ],
  [
    "a body has to be something else besides",
    {
      [`${MAKE}/requestBody/content/application~1json/schema`]: {
        allOf: [{ $ref: "#/components/schemas/NewThing" }, { required: ["name"] }],
      },
    },
    "major",
    "minor",
  ],
  [
    "a body is wrapped in a list of all that it is",
    {
      [`${MAKE}/requestBody/content/application~1json/schema`]: {
        allOf: [{ $ref: "#/components/schemas/NewThing" }],
      },
    },
    "none",
    "none",
  ],
  [
    "what must be sent stands in another order",
    {
      [`${SCHEMAS}/Part/required`]: ["code"],
      [`${SCHEMAS}/Part/properties`]: Object.fromEntries(
        Object.entries(Part.properties).toReversed(),
      ),
    },
    "none",
    "none",
  ],
  [
    "an example of a body is another one",
    { [`${MAKE}/requestBody/content/application~1json/example`]: { size: 3 } },
    "none",
    "none",
  ],
];
