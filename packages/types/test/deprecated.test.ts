import { expect, it } from "vitest";
import { typesFrom } from "../generateTypes.ts";

const old = { deprecated: true, "x-sunset": "2027-06-30" };
const aString = { type: "string" };
const TAG = "@deprecated May be removed from 2027-06-30 on.";

/** What is printed before a member, from the first to the last line of its comment. */
function commentOf(text: string, member: RegExp): string {
  const before = text.slice(0, text.search(member)).trimEnd();
  if (!before.endsWith("*/")) return "";
  const lines = before.slice(before.lastIndexOf("/**") + 3, -2).split("\n");
  return lines
    .map((line) => line.replace(/^\s*\* ?/, "").trim())
    .join("\n")
    .trim();
}

const withSchemas = (schemas: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  openapi: "3.1.0",
  info: { title: "t", version: "1" },
  paths: {},
  components: { schemas },
  ...more,
});

const Old = { type: "object", description: "An old thing.", ...old };
const Thing = { type: "object", description: "A thing." };
const Colour = { anyOf: [{ enum: ["red"] }, aString], description: "A colour." };

it.each<[what: string, schema: unknown, words: string]>([
  ["a property", { ...aString, description: "Its name.", ...old }, "Its name.\n\n"],
  ["a property without a description", { ...aString, ...old }, ""],
  ["a property by $ref", { $ref: "#/components/schemas/Thing", ...old }, "A thing.\n\n"],
  [
    "a property by $ref with words of its own",
    { $ref: "#/components/schemas/Thing", description: "Own words.", ...old },
    "Own words.\n\n",
  ],
  [
    "a property whose schema is deprecated",
    { $ref: "#/components/schemas/Old" },
    "An old thing.\n\n",
  ],
  ["a property that is an open set", { ...Colour, ...old }, "A colour.\n\n"],
  [
    "a property that may be null",
    { oneOf: [{ $ref: "#/components/schemas/Thing" }, { type: "null" }], ...old },
    "",
  ],
])(
  "%s that is deprecated is tagged with its day, after its description",
  async (_, schema, words) => {
    const Holder = { type: "object", properties: { it: schema } };
    const text = await typesFrom(withSchemas({ Old, Thing, Holder }));
    expect(commentOf(text, /\bit\?:/)).toBe(words + TAG);
  },
);

it("a schema that is deprecated is tagged where it is exported", async () => {
  const text = await typesFrom(withSchemas({ Old, OldColour: { ...Colour, ...old } }));
  expect(commentOf(text, /export type Old =/)).toBe(`An old thing.\n\n${TAG}`);
  expect(commentOf(text, /export type OldColour =/)).toBe(`A colour.\n\n${TAG}`);
});

it("a default and an example of what is deprecated stand apart from the tag", async () => {
  const size = { type: "integer", description: "Its size.", default: 1, examples: [2], ...old };
  const text = await typesFrom(withSchemas({ Holder: { type: "object", properties: { size } } }));
  expect(commentOf(text, /size\?:/)).toBe(`Its size.\n\n${TAG}\n@default 1\n@example 2`);
});

const parameter = (name: string, place: string, more: object) => ({
  name,
  in: place,
  required: place === "path",
  description: `The ${name}.`,
  schema: aString,
  ...more,
});

it("operations, parameters and headers that are deprecated are tagged wherever they are printed", async () => {
  const text = await typesFrom(
    withSchemas(
      {},
      {
        components: {
          schemas: { Old },
          parameters: { shared: parameter("shared", "query", old) },
          headers: { Left: { description: "How many are left.", schema: aString, ...old } },
        },
        paths: {
          "/things/{id}": {
            parameters: [parameter("id", "path", old)],
            get: {
              operationId: "readThing",
              summary: "Read",
              description: "Use `findThing` instead.",
              ...old,
              parameters: [
                { $ref: "#/components/parameters/shared" },
                parameter("trace", "header", old),
                parameter("inner", "query", { schema: { ...aString, ...old } }),
                parameter("whole", "query", { schema: { $ref: "#/components/schemas/Old" } }),
                parameter("fresh", "query", {}),
              ],
              responses: {
                "200": {
                  description: "ok",
                  headers: { "x-left": { $ref: "#/components/headers/Left" } },
                },
              },
            },
            put: { operationId: "writeThing", responses: { "200": { description: "ok" } } },
          },
        },
      },
    ),
  );
  const read = `Read\n\nUse \`findThing\` instead.\n\n${TAG}`;
  expect(commentOf(text, /get: operations\["readThing"\]/)).toBe(read);
  expect(commentOf(text, /readThing: \{/)).toBe(read);
  expect(commentOf(text, /writeThing: \{/)).toBe("");
  const inOperation = text.slice(text.search(/readThing: \{/));
  for (const name of ["shared", "trace", "inner", "whole", "id"])
    expect(commentOf(inOperation, new RegExp(`\\b${name}\\??:`))).toBe(`The ${name}.\n\n${TAG}`);
  expect(commentOf(inOperation, /\bfresh\?:/)).toBe("The fresh.");
  expect(commentOf(inOperation, /"x-left"\?:/)).toBe(`How many are left.\n\n${TAG}`);
});

it.each([undefined, "soon", "2027-06-30 */ evil", 2027])(
  "a deprecation whose day is %j is tagged without one",
  async (day) => {
    const name = { ...aString, deprecated: true, "x-sunset": day };
    const text = await typesFrom(withSchemas({ Holder: { type: "object", properties: { name } } }));
    expect(text).toContain("/** @deprecated */");
  },
);

it("a property that is called deprecated is no deprecation", async () => {
  const Holder = { type: "object", properties: { deprecated: { type: "boolean" } } };
  expect(await typesFrom(withSchemas({ Holder }))).not.toContain("@deprecated");
});
