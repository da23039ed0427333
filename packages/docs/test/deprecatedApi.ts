import { changed } from "../../../spec/test/changed.ts";
import { CONTRACT } from "./things.ts";

const old = { deprecated: true, "x-sunset": "2027-06-30" };
const LIST = "/paths/~1things/get";
const MAKE = "/paths/~1things/post";
const NEW_THING = "/components/schemas/NewThing/properties";

/** A contract that deprecates one of each: operation, parameter, header, property, schema. */
export const DEPRECATED_CONTRACT = changed(CONTRACT, {
  "/info/summary": "Things of old.",
  [`${LIST}/description`]: "Use `getThing` instead.",
  [`${LIST}/deprecated`]: true,
  [`${LIST}/x-sunset`]: "2027-06-30",
  [`${LIST}/parameters/0`]: {
    name: "limit",
    in: "query",
    example: 1,
    description: "Ask for pages instead.",
    schema: { type: "integer" },
    ...old,
    "x-sunset": "2026-12-31",
  },
  [`${LIST}/parameters/1`]: { name: "kind", in: "query", schema: { enum: ["a"], ...old } },
  [`${MAKE}/responses/201/headers/x-old`]: {
    description: "Read the body instead.",
    schema: { type: "integer" },
    ...old,
  },
  [`${NEW_THING}/size`]: { type: "integer", description: "Choose a mode instead.", ...old },
  [`${NEW_THING}/mode`]: { $ref: "#/components/schemas/Mode", ...old },
  [`${NEW_THING}/note`]: { type: "string", description: "No day yet.", deprecated: true },
  "/components/schemas/Mode": { type: "string", description: "How it runs." },
  "/components/schemas/Thing/properties/mode": { $ref: "#/components/schemas/OldMode" },
  "/components/schemas/OldMode": { type: "string", description: "How it ran.", ...old },
  // Data that look like a deprecation.
  [`${MAKE}/requestBody/content/application~1json/examples/one/value`]: { deprecated: true },
});
