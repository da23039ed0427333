import { BASE, LIST, MAKE, parametersWith } from "./base.ts";
import type { Pair } from "./Pair.ts";

const PARAMETERS = `${LIST}/parameters`;
const LIMIT = "/components/parameters/limit";
const [tenant] = BASE.paths["/things"].parameters;
const { get, post, ...rest } = BASE.paths["/things"];
const sort = (schema: Readonly<Record<string, unknown>>) => ({
  [PARAMETERS]: parametersWith({ sort: { schema } }),
});
const since = (schema: Readonly<Record<string, unknown>>) => ({
  [PARAMETERS]: parametersWith({ since: { schema } }),
});
const added = (parameter: Readonly<Record<string, unknown>>) => ({
  [PARAMETERS]: [...get.parameters, parameter],
});

/** Parameters: what one may send beside a body. */
export const parameters: readonly Pair[] = [
  [
    "one may send a parameter more",
    added({ name: "page", in: "query", schema: { type: "string" } }),
    "minor",
    "major",
  ],
  [
    "one has to send a parameter more",
    added({ name: "page", in: "query", required: true, schema: { type: "string" } }),
    "major",
    "major",
  ],
  [
    "an operation without parameters has one that must be sent",
    {
      [`${MAKE}/parameters`]: [
        { name: "X-Once", in: "header", required: true, schema: { type: "string" } },
      ],
    },
    "major",
    "major",
  ],
  [
    "a parameter must be sent now",
    { [PARAMETERS]: parametersWith({ kind: { required: true } }) },
    "major",
    "minor",
  ],
  ["a shared parameter must be sent now", { [`${LIMIT}/required`]: true }, "major", "minor"],
  [
    "a parameter has another name",
    { [PARAMETERS]: parametersWith({ since: { name: "from" } }) },
    "major",
    "major",
  ],
  [
    "a header has another name",
    { [PARAMETERS]: parametersWith({ "X-Trace": { name: "X-Trail" } }) },
    "major",
    "major",
  ],
  [
    "a header's name has other letters of the same kind",
    { [PARAMETERS]: parametersWith({ "X-Trace": { name: "x-trace" } }) },
    "patch",
    "patch",
  ],
  [
    "a parameter is sent elsewhere",
    { [PARAMETERS]: parametersWith({ since: { in: "header" } }) },
    "major",
    "major",
  ],
  [
    "the default of a query parameter is another one",
    sort({ type: "string", enum: ["asc", "desc"], default: "desc" }),
    "major",
    "major",
  ],
  [
    "the default of a query parameter is gone",
    sort({ type: "string", enum: ["asc", "desc"] }),
    "major",
    "minor",
  ],
  [
    "the default of a shared parameter is another one",
    { [`${LIMIT}/schema/default`]: 10 },
    "major",
    "major",
  ],
  [
    "a parameter has a value less",
    sort({ type: "string", enum: ["asc"], default: "asc" }),
    "major",
    "minor",
  ],
  [
    "a parameter has no values of its own any more",
    sort({ type: "string", default: "asc" }),
    "minor",
    "major",
  ],
  [
    "a parameter has its values in another order",
    sort({ type: "string", enum: ["desc", "asc"], default: "asc" }),
    "none",
    "none",
  ],
  ["a parameter is of another type", since({ type: "integer" }), "major", "major"],
  [
    "a parameter may be of another type, too",
    since({ type: ["string", "integer"], maxLength: 30 }),
    "minor",
    "major",
  ],
  [
    "a parameter has a format",
    since({ type: "string", maxLength: 30, format: "date" }),
    "major",
    "minor",
  ],
  [
    "a parameter has a pattern",
    since({ type: "string", maxLength: 30, pattern: "^2" }),
    "major",
    "minor",
  ],
  ["a parameter may be longer", since({ type: "string", maxLength: 40 }), "minor", "major"],
  ["a parameter may be smaller", { [`${LIMIT}/schema/minimum`]: 0 }, "minor", "major"],
  ["a parameter may be greater", { [`${LIMIT}/schema/maximum`]: 100 }, "minor", "major"],
  [
    "a parameter may be anything but the greatest",
    { [`${LIMIT}/schema/maximum`]: undefined, [`${LIMIT}/schema/exclusiveMaximum`]: 50 },
    "major",
    "minor",
  ],
  ["a number is an integer", { [`${LIMIT}/schema/type`]: "number" }, "minor", "major"],
  ["a number has to be a multiple", { [`${LIMIT}/schema/multipleOf`]: 10 }, "major", "minor"],
  [
    "a list's items are of another type",
    {
      [PARAMETERS]: parametersWith({
        tags: { schema: { type: "array", items: { type: "integer" } } },
      }),
    },
    "major",
    "major",
  ],
  [
    "a list is sent joined by commas",
    { [PARAMETERS]: parametersWith({ tags: { explode: false } }) },
    "major",
    "major",
  ],
  [
    "a list is sent joined by pipes",
    { [PARAMETERS]: parametersWith({ tags: { style: "pipeDelimited", explode: false } }) },
    "major",
    "major",
  ],
  [
    "a parameter says the style that it has anyway",
    { [PARAMETERS]: parametersWith({ tags: { style: "form", explode: true } }) },
    "none",
    "none",
  ],
  [
    "a parameter is sent as JSON",
    {
      [PARAMETERS]: parametersWith({
        since: {
          schema: undefined,
          content: { "application/json": { schema: { type: "string", maxLength: 30 } } },
        },
      }),
    },
    "major",
    "major",
  ],
  [
    "a parameter of a path's operations is each one's own",
    {
      "/paths/~1things": {
        get: { ...get, parameters: [...get.parameters, tenant] },
        post: { ...post, parameters: [tenant] },
      },
    },
    "none",
    "none",
  ],
  [
    "a parameter of all of a path's operations is gone",
    { "/paths/~1things": { ...rest, get, post, parameters: [] } },
    "major",
    "minor",
  ],
  [
    "an operation says otherwise what its path's parameter is",
    added({ ...tenant, required: true }),
    "major",
    "minor",
  ],
  [
    "parameters stand in another order",
    { [PARAMETERS]: get.parameters.toReversed() },
    "none",
    "none",
  ],
  [
    "a parameter is written in place",
    {
      [PARAMETERS]: parametersWith({
        limit: { $ref: undefined, ...BASE.components.parameters.limit },
      }),
    },
    "none",
    "none",
  ],
  [
    "a parameter is described otherwise",
    { [`${LIMIT}/description`]: "At most how many." },
    "patch",
    "patch",
  ],
  ["a parameter is deprecated", { [`${LIMIT}/deprecated`]: true }, "minor", "minor"],
];
