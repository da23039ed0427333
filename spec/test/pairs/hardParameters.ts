import { HARD } from "./hardBase.ts";
import type { Pair } from "./Pair.ts";

const SEARCH = "/paths/~1search~1{a}~1{b}";
const PARAMETERS = `${SEARCH}/get/parameters`;
const FORM = "/paths/~1form/post/requestBody/content/multipart~1form-data";
const text = { type: "string" };
const search = HARD.paths["/search/{a}/{b}"];
const added = (parameter: Readonly<Record<string, unknown>>) => ({
  [PARAMETERS]: [...search.get.parameters, parameter],
});

/** Parameters and bodies. */
export const sentOdd: readonly Pair[] = [
  [
    "one may send a cookie more",
    added({ name: "theme", in: "cookie", schema: text }),
    "minor",
    "major",
  ],
  ["a cookie must be sent", { [`${PARAMETERS}/2/required`]: true }, "major", "minor"],
  ["a cookie has another name", { [`${PARAMETERS}/2/name`]: "visit" }, "major", "major"],
  [
    "JSON in the query has a property less",
    { [`${PARAMETERS}/3/content/application~1json/schema/properties/to`]: undefined },
    "major",
    "minor",
  ],
  [
    "JSON in the query must have a property",
    { [`${PARAMETERS}/3/content/application~1json/schema/required`]: ["from"] },
    "major",
    "minor",
  ],
  [
    "JSON in the query is of another media type",
    { [`${PARAMETERS}/3/content`]: { "application/xml": {} } },
    "major",
    "major",
  ],
  [
    "the items of a header have a value less",
    { [`${PARAMETERS}/4/schema/items`]: { type: "string", enum: ["red"] } },
    "major",
    "minor",
  ],
  ["a header is joined otherwise", { [`${PARAMETERS}/4/explode`]: true }, "none", "none"],
  ["an object is sent by names alone", { [`${PARAMETERS}/5/style`]: "form" }, "major", "major"],
  [
    "an object in the query has a property less",
    { [`${PARAMETERS}/5/schema/properties`]: {} },
    "major",
    "minor",
  ],
  [
    "reserved characters have to be written otherwise",
    { [`${PARAMETERS}/6/allowReserved`]: false },
    "major",
    "minor",
  ],
  [
    "a default beside a reference is another one",
    { [`${PARAMETERS}/7/schema/default`]: "blue" },
    "major",
    "major",
  ],
  ["a parameter has an example", { [`${PARAMETERS}/6/example`]: "a/b" }, "patch", "patch"],
  [
    "parameters of an operation are those of its path",
    {
      [SEARCH]: {
        ...search,
        parameters: search.get.parameters,
        get: { ...search.get, parameters: [] },
      },
    },
    "none",
    "none",
  ],
  [
    "two parameters of a path have exchanged their names",
    { "/paths": { ...HARD.paths, "/search/{a}/{b}": undefined, "/search/{b}/{a}": search } },
    "major",
    "major",
  ],
  [
    "a part of a form is of another media type",
    { [`${FORM}/encoding/file/contentType`]: "image/webp" },
    "major",
    "major",
  ],
  [
    "a part of a form may be of any media type",
    { [`${FORM}/encoding`]: undefined },
    "minor",
    "major",
  ],
  ["a form must have a part", { [`${FORM}/schema/required`]: ["file"] }, "major", "minor"],
  [
    "an operation takes what its path lists empty",
    { "/paths/~1odd/post/parameters": [] },
    "none",
    "none",
  ],
  [
    "a body has examples",
    { "/paths/~1odd/post/requestBody/content/application~1json/examples": { one: { value: {} } } },
    "patch",
    "patch",
  ],
];
