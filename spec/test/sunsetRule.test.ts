import { expect, test } from "vitest";
import { bundleSpec } from "../bundleSpec.ts";
import { brokenSpec } from "./brokenSpec.ts";

const spec = brokenSpec();
const { edit, only, refusal } = spec;

/** Each kind of thing that can be deprecated: its file, and text before which keys can be put. */
const PLACES = [
  ["an operation", "paths/actions.yaml", "  operationId: listActions", "  "],
  ["a parameter", "parameters/limit.yaml", "schema:", ""],
  ["a header", "headers/RateLimit.yaml", "schema:", ""],
  ["a schema", "schemas/Pagination.yaml", "type: object", ""],
  ["a property", "schemas/Pagination.yaml", "    description: How many items there are", "    "],
  ["a property by $ref", "schemas/EvChargerState.yaml", "    $ref: ./ChargerStatus.yaml", "    "],
] as const;

const keysBefore = (text: string, indent: string, keys: readonly string[]): string =>
  [...keys.map((key) => `${indent}${key}`), text].join("\n");

test.each(PLACES)("accepts %s that is deprecated until a day", async (_, file, text, indent) => {
  await edit(file, text, keysBefore(text, indent, ["deprecated: true", "x-sunset: 2027-06-30"]));
  await expect(bundleSpec(spec.folder)).resolves.toBeDefined();
});

test.each(PLACES)(
  "refuses %s that is deprecated without a day, once, and says to add one",
  async (_, file, text, indent) => {
    await edit(file, text, keysBefore(text, indent, ["deprecated: true"]));
    const message = "Deprecated, but until when it stays is not said. Add `x-sunset`";
    expect(await refusal()).toMatch(await only("sunset", file, "deprecated: true", message));
  },
);

test.each(PLACES)("refuses a day on %s that is not deprecated", async (_, file, text, indent) => {
  await edit(file, text, keysBefore(text, indent, ["x-sunset: 2027-06-30"]));
  const message = "x-sunset stands on an operation, parameter, header or schema that is";
  expect(await refusal()).toMatch(await only("sunset", file, "x-sunset", message));
});

test.each(["2027-02-30", "2027-13-01", "30.06.2027", "2027-6-30", "20270630", "soon", "", "null"])(
  "refuses %j as the day",
  async (day) => {
    const keys = ["deprecated: true", `x-sunset: ${day}`];
    await edit("parameters/limit.yaml", "schema:", keysBefore("schema:", "", keys));
    const message = "x-sunset is no day. Write one as YYYY-MM-DD, such as 2027-06-30.";
    expect(await refusal()).toMatch(
      await only("sunset", "parameters/limit.yaml", "x-sunset", message),
    );
  },
);

test.each([
  ["a path", "paths/actions.yaml", "get:", ""],
  ["a response", "responses/EvCharger.yaml", "content:", ""],
  ["a request body", "paths/ev-charger_{deviceId}_settings.yaml", "    required: true", "    "],
])("refuses a day on %s, which cannot be deprecated", async (_, file, text, indent) => {
  await edit(file, text, keysBefore(text, indent, ["x-sunset: 2027-06-30"]));
  expect(await refusal()).toMatch(await only("sunset", file, "x-sunset", "x-sunset stands on"));
});

test.each([
  ["a parameter", "paths/actions.yaml", "    - $ref: ../parameters/limit.yaml", "      "],
  ["a header", "responses/EvCharger.yaml", "    $ref: ../headers/RateLimit.yaml", "    "],
])("refuses a deprecation beside the $ref of %s", async (_, file, text, indent) => {
  await edit(file, text, `${text}\n${indent}deprecated: true\n${indent}x-sunset: 2027-06-30`);
  const refused = await refusal();
  expect(refused).toContain(`spec/${file}:`);
  expect(refused).toContain("A deprecation beside a $ref that leads to no schema is not heeded.");
});
