import { BASE, LIST, MAKE, SCHEMAS, THING } from "./base.ts";
import type { Pair } from "./Pair.ts";

const OK = `${LIST}/responses/200`;
const { Thing, Shape, Failure, Owner, Node, Circle, KnownCode } = BASE.components.schemas;
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const PROPERTIES = `${THING}/properties`;
const without = (properties: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name));

/** Answers, and their headers. */
export const answers: readonly Pair[] = [
  [
    "a success has another status",
    {
      [`${MAKE}/responses`]: {
        "200": { description: "It.", content: { "application/json": { schema: ref("Thing") } } },
        "409": BASE.paths["/things"].post.responses["409"],
      },
    },
    "major",
    "major",
  ],
  [
    "a success has no body any more",
    { [`${MAKE}/responses/201/content`]: undefined },
    "major",
    "minor",
  ],
  [
    "an error is documented",
    {
      [`${MAKE}/responses/400`]: {
        description: "No.",
        content: { "application/json": { schema: ref("Failure") } },
      },
    },
    "minor",
    "major",
  ],
  [
    "an answer is described otherwise",
    { [`${OK}/description`]: "Some of them." },
    "patch",
    "patch",
  ],
  [
    "an answer is of a media type less",
    { "/paths/~1things~1{id}~1picture/get/responses/200/content/image~1webp": undefined },
    "major",
    "minor",
  ],
  [
    "an answer is of another media type",
    {
      [`${MAKE}/responses/409/content`]: { "application/problem+json": { schema: ref("Failure") } },
    },
    "major",
    "major",
  ],
  ["a header of an answer is gone", { [`${OK}/headers/X-Rate`]: undefined }, "major", "minor"],
  [
    "a header that always comes is gone",
    { [`${OK}/headers/X-Total`]: undefined },
    "major",
    "minor",
  ],
  [
    "a header need not come any more",
    { [`${OK}/headers/X-Total/required`]: false },
    "major",
    "minor",
  ],
  [
    "a header is of another type",
    { [`${OK}/headers/X-Total/schema/type`]: "string" },
    "major",
    "major",
  ],
  [
    "a property that is always there is gone",
    {
      [PROPERTIES]: without(Thing.properties, "size"),
      [`${THING}/required`]: ["id", "state", "made", "owner"],
    },
    "major",
    "minor",
  ],
  [
    "a property that may be there is gone",
    { [PROPERTIES]: without(Thing.properties, "note") },
    "major",
    "minor",
  ],
  [
    "a property of an object in an answer is gone",
    { [`${SCHEMAS}/Owner/properties`]: without(Owner.properties, "mail") },
    "major",
    "minor",
  ],
  [
    "a property of an answer has another name",
    { [PROPERTIES]: { ...without(Thing.properties, "note"), remark: Thing.properties["note"] } },
    "major",
    "major",
  ],
  [
    "a property of a schema that holds itself is gone",
    {
      [`${SCHEMAS}/Node/properties`]: without(Node.properties, "value"),
      [`${SCHEMAS}/Node/required`]: [],
    },
    "major",
    "minor",
  ],
  [
    "a property of one part of an answer is gone",
    { [`${SCHEMAS}/ThingDetail/allOf/1/properties`]: {} },
    "major",
    "minor",
  ],
  [
    "a property need not be there any more",
    { [`${THING}/required`]: ["id", "size", "state", "made"] },
    "major",
    "minor",
  ],
  [
    "a property of an answer is of another type",
    { [`${PROPERTIES}/size/type`]: "string" },
    "major",
    "major",
  ],
  [
    "an integer of an answer may be any number",
    { [`${PROPERTIES}/size/type`]: "number" },
    "major",
    "minor",
  ],
  [
    "a property of an answer may be null no more",
    { [`${PROPERTIES}/note/type`]: "string" },
    "minor",
    "major",
  ],
  [
    "a property of an answer may be null by way of a list of kinds",
    { [`${PROPERTIES}/owner`]: { oneOf: [ref("Owner"), { type: "null" }] } },
    "major",
    "minor",
  ],
  [
    "a closed set of an answer has a value more",
    { [`${PROPERTIES}/state/enum`]: ["on", "off", "idle"] },
    "major",
    "minor",
  ],
  [
    "a property of an answer may have any value",
    { [`${PROPERTIES}/state/enum`]: undefined },
    "major",
    "minor",
  ],
  [
    "a property of an answer has another format",
    { [`${PROPERTIES}/made/format`]: "date" },
    "major",
    "major",
  ],
  [
    "a property of an answer has no format any more",
    { [`${PROPERTIES}/made/format`]: undefined },
    "major",
    "minor",
  ],
  [
    "a property of an answer may be greater",
    { [`${PROPERTIES}/size/maximum`]: 10 },
    "major",
    "minor",
  ],
  [
    "a property of an answer may be as small as it likes",
    { [`${PROPERTIES}/size/minimum`]: undefined },
    "major",
    "minor",
  ],
  [
    "the items of a list may be longer",
    { [`${PROPERTIES}/labels/items/maxLength`]: 30 },
    "major",
    "minor",
  ],
  ["a list of an answer may be longer", { [`${PROPERTIES}/labels/maxItems`]: 6 }, "major", "minor"],
  [
    "the items of a list are of another type",
    { [`${PROPERTIES}/labels/items`]: { type: "integer" } },
    "major",
    "major",
  ],
  [
    "the values of a map are of another type",
    { [`${PROPERTIES}/counts/additionalProperties/type`]: "string" },
    "major",
    "major",
  ],
  [
    "a property of an answer is for writing only",
    { [`${PROPERTIES}/note/writeOnly`]: true },
    "major",
    "minor",
  ],
  [
    "a list is a single thing",
    { [`${SCHEMAS}/ThingList/properties/items`]: ref("Thing") },
    "major",
    "major",
  ],
];

/** Sets, kinds, and how schemas are put together. */
export const composition: readonly Pair[] = [
  [
    "an answer may be of a kind more",
    {
      [`${SCHEMAS}/Shape/oneOf`]: [...Shape.oneOf, ref("Line")],
      [`${SCHEMAS}/Shape/discriminator/mapping/line`]: "#/components/schemas/Line",
    },
    "major",
    "minor",
  ],
  [
    "what tells kinds apart has another name",
    { [`${SCHEMAS}/Shape/discriminator/propertyName`]: "kind" },
    "major",
    "major",
  ],
  [
    "a kind of an answer has a property less",
    {
      [`${SCHEMAS}/Circle/properties`]: without(Circle.properties, "radius"),
      [`${SCHEMAS}/Circle/required`]: ["type"],
    },
    "major",
    "minor",
  ],
  [
    "a value that tells kinds apart is another one",
    { [`${SCHEMAS}/Circle/properties/type/const`]: "disc" },
    "major",
    "major",
  ],
  [
    "an open set knows a value more",
    {
      [`${SCHEMAS}/OpenKind/anyOf`]: [
        { type: "string", enum: ["a", "b", "c"] },
        { type: "string" },
      ],
    },
    "minor",
    "minor",
  ],
  [
    "a set that is asked for and answered openly knows a value more",
    { [`${SCHEMAS}/Kind/enum`]: ["a", "b", "c"] },
    "minor",
    "major",
  ],
  ["an open set is closed", { [`${SCHEMAS}/OpenKind/anyOf`]: [ref("Kind")] }, "minor", "major"],
  [
    "an error is known that was not",
    {
      [`${SCHEMAS}/Failure/anyOf`]: [ref("Busy"), ref("Full"), ref("Unknown")],
      [`${SCHEMAS}/Full`]: {
        type: "object",
        required: ["code"],
        properties: { code: { const: "FULL" } },
      },
      [`${SCHEMAS}/KnownCode/enum`]: [...KnownCode.enum, "FULL"],
    },
    "minor",
    "minor",
  ],
  [
    "a kind of error that names itself otherwise is new",
    {
      [`${SCHEMAS}/Failure/anyOf`]: [
        ...Failure.anyOf,
        { type: "object", required: ["reason"], properties: { reason: { type: "string" } } },
      ],
    },
    "major",
    "minor",
  ],
  [
    "an answer has a part more",
    {
      [`${SCHEMAS}/ThingDetail/allOf`]: [
        ...BASE.components.schemas.ThingDetail.allOf,
        { type: "object", properties: { more: { type: "string" } } },
      ],
    },
    "minor",
    "major",
  ],
  [
    "an answer is wrapped in a list of all that it is",
    { [`${PROPERTIES}/owner`]: { allOf: [ref("Owner")] } },
    "none",
    "none",
  ],
  [
    "two parts of an answer are one",
    {
      [`${SCHEMAS}/ThingDetail`]: {
        ...Thing,
        properties: { ...Thing.properties, history: { type: "array", items: ref("Owner") } },
      },
    },
    "none",
    "none",
  ],
  [
    "kinds stand in another order",
    { [`${SCHEMAS}/Shape/oneOf`]: Shape.oneOf.toReversed() },
    "none",
    "none",
  ],
  [
    "a component has another name",
    {
      [`${SCHEMAS}/Owner`]: undefined,
      [`${SCHEMAS}/Person`]: Owner,
      [`${PROPERTIES}/owner`]: ref("Person"),
      [`${SCHEMAS}/ThingDetail/allOf/1/properties/history/items`]: ref("Person"),
    },
    "none",
    "none",
  ],
  ["a component is written in place", { [`${PROPERTIES}/owner`]: Owner }, "none", "none"],
  ["a component is used by nobody", { [`${SCHEMAS}/Unused`]: { type: "string" } }, "none", "none"],
  [
    "keys stand in another order",
    { [PROPERTIES]: Object.fromEntries(Object.entries(Thing.properties).toReversed()) },
    "none",
    "none",
  ],
  [
    "what is always there stands in another order",
    { [`${THING}/required`]: Thing.required.toReversed() },
    "none",
    "none",
  ],
  ["a list of one type is that type", { [`${PROPERTIES}/size/type`]: ["integer"] }, "none", "none"],
  [
    "a const is a set of one",
    { [`${SCHEMAS}/Square/properties/type`]: { enum: ["square"] } },
    "none",
    "none",
  ],
  [
    "null is a type instead of a kind",
    { [`${PROPERTIES}/note`]: { oneOf: [{ type: "string" }, { type: "null" }] } },
    "none",
    "none",
  ],
  [
    "a property of an answer is new",
    { [`${PROPERTIES}/colour`]: { type: "string" } },
    "minor",
    "major",
  ],
  [
    "a property of an answer is deprecated",
    { [`${PROPERTIES}/note/deprecated`]: true },
    "minor",
    "minor",
  ],
  [
    "a property is described otherwise",
    { [`${PROPERTIES}/id/description`]: "What it is called." },
    "patch",
    "patch",
  ],
  ["the contract's version is another one", { "/info/version": "1.0.1" }, "none", "none"],
];
