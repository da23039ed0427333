import { narrower, ofBoth, other, wider } from "./ofBoth.ts";
import type { Pair } from "./Pair.ts";

const SCHEMAS = "/components/schemas";
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };

/** Keywords of JSON Schema that are seldom used. */
export const keywords: readonly Pair[] = [
  ...ofBoth("a place of a tuple is of another type", "pair/prefixItems/1", text, ...other),
  ...ofBoth("a place of a tuple may be any number", "pair/prefixItems/1/type", "number", ...wider),
  ...ofBoth("a tuple may go on", "pair/items", undefined, ...wider),
  ...ofBoth(
    "a pattern of names is another one",
    "map/patternProperties",
    { "^y-": text },
    ...other,
  ),
  ...ofBoth(
    "values by pattern are of another type",
    "map/patternProperties/^x-/type",
    "integer",
    ...other,
  ),
  ...ofBoth(
    "a closed object takes names of another pattern, too",
    "map/patternProperties/^number[0-9]+$",
    { type: "integer" },
    ["minor", "major"],
    ["minor", "major"],
  ),
  ...ofBoth(
    "names of a pattern have a limit, where all others had none",
    "free/patternProperties",
    { "^x-": text },
    ...narrower,
  ),
  ...ofBoth(
    "a property has a limit as soon as another one is there",
    "free/dependentSchemas",
    { a: { required: ["b"] } },
    ...narrower,
  ),
  ...ofBoth(
    "an object may not have two properties at once",
    "free/not",
    { required: ["a", "b"] },
    ...narrower,
  ),
  ...ofBoth("values by pattern may be any", "map/patternProperties/^x-", {}, ...wider),
  ...ofBoth("the values of a map may be any", "counts/additionalProperties", true, ...wider),
  ...ofBoth(
    "the values of a map may be any, by a schema that says nothing",
    "counts/additionalProperties",
    {},
    ...wider,
  ),
  ...ofBoth("an open object is closed", "free/additionalProperties", false, ...narrower),
  ...ofBoth(
    "an open object has other properties of one type",
    "free/additionalProperties",
    text,
    ...narrower,
  ),
  ...ofBoth("what may not be has a value more", "word/not/enum", ["no", "never"], ...narrower),
  ...ofBoth("nothing is forbidden any more", "word/not", undefined, ...wider),
  ...ofBoth(
    "a property asks for another one",
    "card/dependentRequired/until",
    ["number"],
    ...narrower,
  ),
  ...ofBoth("no property asks for another one", "card/dependentRequired", undefined, ...wider),
  ...ofBoth("a condition asks for more", "mode/then/required", ["level", "way"], ...narrower),
  ...ofBoth("a condition is another one", "mode/if/properties/way/const", "b", ...other),
  ...ofBoth("there is no condition any more", "mode/then", undefined, ...wider),
  ...ofBoth("all parts together are open", "whole/unevaluatedProperties", undefined, ...wider),
  ...ofBoth("an object may not be null any more", "maybe", ref("Owner"), ...narrower),
  ...ofBoth("a text may not be null any more", "none/type", "string", ...narrower),
  ...ofBoth("a constant is one of two", "fixed", { enum: ["one", "two"] }, ...wider),
  ...ofBoth("a constant is any text", "fixed", text, ...wider),
  ...ofBoth("a constant is another one", "fixed/const", "two", ...other),
  ...ofBoth("items may repeat", "list/uniqueItems", false, ...wider),
  ...ofBoth("one item has to be of a kind", "list/contains", { const: "a" }, ...narrower),
  ...ofBoth("names of properties may be any", "keys/propertyNames", undefined, ...wider),
  ...ofBoth(
    "names of properties follow another pattern",
    "keys/propertyNames/pattern",
    "^[A-Z]+$",
    ...other,
  ),
  ...ofBoth("an object has to have a property", "free/minProperties", 1, ...narrower),
  ...ofBoth("anything is a text", "any", text, ...narrower),
  ...ofBoth("a text is a file of another type", "file/contentMediaType", "image/webp", ...other),
  ...ofBoth("what stands beside a reference is another limit", "short/maxLength", 3, ...narrower),
  ...ofBoth(
    "one of several parts has a limit more",
    "parts/allOf/1/properties/size/maximum",
    5,
    ...narrower,
  ),
  ...ofBoth("a property called default is of another type", "default/type", "integer", ...other),
  ...ofBoth(
    "a property called like an extension is of another type",
    "x-mark/type",
    "integer",
    ...other,
  ),
  [
    "a definition within a schema has a limit more",
    { [`${SCHEMAS}/Sent/$defs/Local/maxLength`]: 5 },
    "major",
    "minor",
  ],
  [
    "an answer has no property called like an extension",
    { [`${SCHEMAS}/Got/properties/x-mark`]: undefined },
    "major",
    "minor",
  ],
  [
    "a property that only answers have is always there",
    { [`${SCHEMAS}/Both/required`]: ["id", "level"] },
    "minor",
    "major",
  ],
  [
    "a property that is only sent must be sent",
    { [`${SCHEMAS}/Both/required`]: ["level", "password"] },
    "major",
    "minor",
  ],
  [
    "a property that only answers have is new",
    {
      [`${SCHEMAS}/Both/properties/made`]: { type: "string", readOnly: true },
      [`${SCHEMAS}/Both/required`]: ["level", "made"],
    },
    "minor",
    "major",
  ],
  [
    "a property that is sent and answered must be there",
    { [`${SCHEMAS}/Both/required`]: ["level", "note"] },
    "major",
    "major",
  ],
  [
    "a property that is sent and answered may be any number",
    { [`${SCHEMAS}/Both/properties/level/type`]: "number" },
    "major",
    "major",
  ],
];
