import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleSpec } from "../bundleSpec.ts";
import { brokenSpec } from "./brokenSpec.ts";

const spec = brokenSpec();
const { edit, refusal } = spec;

test.each([
  [
    "an operationId that is not camelCase",
    "operation-id-camel-case",
    "paths/actions.yaml",
    "operationId: listActions",
    "operationId: list_actions",
  ],
  [
    "an operation without one of its statuses",
    "operation-statuses",
    "paths/actions.yaml",
    '"429":\n      $ref: ../responses/TooManyRequests.yaml',
    '"418":\n      $ref: ../responses/TooManyRequests.yaml',
  ],
  [
    "an operation with a body, but no 415",
    "operation-statuses",
    "paths/ev-charger_{deviceId}.yaml",
    '"415":\n      $ref: ../responses/UnsupportedMediaType.yaml',
    '"418":\n      $ref: ../responses/UnsupportedMediaType.yaml',
  ],
  [
    "a property without description",
    "description-present",
    "schemas/Pagination.yaml",
    "    description: How many items there are on all pages.\n",
    "",
  ],
  [
    "a parameter without description",
    "parameter-description",
    "parameters/limit.yaml",
    'description: Maximum number of items to return. A whole number (**Assumed**; the vendor writes "number").\n',
    "",
  ],
  [
    "an example that does not validate",
    "no-invalid-media-type-examples",
    "examples/TwoChargers.yaml",
    "currentPower: 7",
    "currentPower: seven",
  ],
  [
    "a parameter example that does not validate",
    "no-invalid-parameter-examples",
    "parameters/limit.yaml",
    "example: 10",
    "example: 51",
  ],
  [
    "a schema example that does not validate",
    "no-invalid-schema-examples",
    "schemas/LatencyMs.yaml",
    "  - 12",
    "  - twelve",
  ],
  [
    "a schema that is nullable in the way of OpenAPI 3.0",
    "no-nullable",
    "schemas/Pagination.yaml",
    "  hasMore:\n",
    "  hasMore:\n    nullable: true\n",
  ],
  [
    "an open set that is closed again by a pattern",
    "open-sets",
    "schemas/ChargerStatus.yaml",
    "  - type: string\n",
    "  - type: string\n    pattern: ^[a-z]+$\n",
  ],
  [
    "a choice between constants in a response",
    "open-sets",
    "schemas/EvChargerState.yaml",
    "$ref: ./ChargerStatus.yaml",
    "description: A status.\n    oneOf:\n      - const: a\n      - const: b",
  ],
  [
    "a nullable inline object",
    "no-inline-object",
    "schemas/EvChargerDetail.yaml",
    "$ref: ./EvChargerSettings.yaml",
    "type: [object, 'null']\n    description: Settings.",
  ],
  [
    "a link that gives a body",
    "carried-shapes",
    "responses/EvCharger.yaml",
    "    operationId: pushEvChargerAction\n",
    "    operationId: pushEvChargerAction\n    requestBody: $response.body\n",
  ],
  [
    "a link to another server",
    "carried-shapes",
    "responses/EvCharger.yaml",
    "    operationId: pushEvChargerAction\n",
    "    operationId: pushEvChargerAction\n    server:\n      url: https://other.amps.ai\n      description: Other.\n",
  ],
  [
    "an array that is sent with commas",
    "carried-shapes",
    "parameters/userId.yaml",
    "schema:",
    "explode: false\nschema:",
  ],
  ["a cookie", "carried-shapes", "parameters/expedite.yaml", "in: query", "in: cookie"],
  [
    "servers of an operation",
    "carried-shapes",
    "paths/actions.yaml",
    "  operationId:",
    "  servers:\n    - url: https://other.amps.ai\n      description: Other.\n  operationId:",
  ],
  [
    "a range of statuses",
    "carried-shapes",
    "paths/actions.yaml",
    '"429":',
    '"5XX":\n      $ref: ../responses/InternalError.yaml\n    "429":',
  ],
  [
    "an optional body",
    "carried-shapes",
    "paths/ev-charger_{deviceId}_settings.yaml",
    "required: true",
    "required: false",
  ],
  [
    "an inline object",
    "no-inline-object",
    "schemas/EvChargerDetail.yaml",
    "$ref: ./EvChargerSettings.yaml",
    "type: object\n    description: Settings.",
  ],
  [
    "a closed set in a response",
    "open-sets",
    "schemas/EvChargerState.yaml",
    "$ref: ./ChargerStatus.yaml",
    "$ref: ./KnownChargerStatus.yaml",
  ],
  [
    "an open set in a request",
    "open-sets",
    "schemas/ActionRequest.yaml",
    "$ref: ./KnownCommand.yaml",
    "$ref: ./Command.yaml",
  ],
  [
    "an open set in a query",
    "open-sets",
    "parameters/state.yaml",
    "KnownActionState.yaml",
    "ActionState.yaml",
  ],
  [
    "a request that takes unknown properties",
    "open-sets",
    "schemas/SettingInput.yaml",
    "additionalProperties: false\n",
    "",
  ],
  [
    "a response that refuses unknown properties",
    "open-sets",
    "schemas/Pagination.yaml",
    "type: object\n",
    "type: object\nadditionalProperties: false\n",
  ],
  [
    "an error code that the list lacks",
    "error-codes",
    "schemas/KnownErrorCode.yaml",
    "  - START_IN_PAST\n",
    "",
  ],
  [
    "an error code that no response documents",
    "error-codes",
    "schemas/KnownErrorCode.yaml",
    "  - START_IN_PAST\n",
    "  - START_IN_PAST\n  - START_NEVER\n",
  ],
  [
    "a response without examples",
    "named-examples",
    "responses/SettingsUpdate.yaml",
    "    examples:\n      chargeRateLimited:\n        $ref: ../examples/ChargeRateLimited.yaml\n",
    "",
  ],
])("refuses %s", async (_, rule, file, from, to) => {
  await edit(file, from, to);
  expect(await refusal()).toContain(rule);
});

test("says file, line, column, rule and what is wrong", async () => {
  await edit("parameters/limit.yaml", "maximum: 50", "maximum: 5");
  expect(await refusal()).toMatch(
    /^spec\/parameters\/limit\.yaml:\d+:\d+ {2}no-invalid-parameter-examples\n {4}Example value must conform/m,
  );
});

test.each([
  ["schemas/Pagination.yaml", "type: object", "type: [object"],
  ["openapi.yaml", "openapi: 3.1.0", "openapi: [3.1.0"],
])("says where %s is not YAML, and nothing that only follows from it", async (file, from, to) => {
  await edit(file, from, to);
  const message = await refusal();
  expect(message).toContain("1 problem:");
  expect(message).toContain(`spec/${file}:`);
  expect(message).toMatch(/:\d+:\d+ {2}no-unresolved-refs\n {4}Failed to parse/);
});

test.each(["", "[]\n", "null\n"])("says where the root is only %j", async (content) => {
  await writeFile(join(spec.folder, "openapi.yaml"), content);
  expect(await refusal()).toMatch(/^spec\/openapi\.yaml:1:1 {2}no-unresolved-refs\n {4}\S/m);
});

test("names a file that is not there, and nothing that only follows from it", async () => {
  await edit("schemas/EvChargerList.yaml", "./Pagination.yaml", "./Paginatoin.yaml");
  const message = await refusal();
  expect(message).toContain("1 problem:");
  expect(message).toMatch(/spec\/schemas\/EvChargerList\.yaml:\d+:\d+ {2}no-unresolved-refs/);
});

test("keeps the last good bundle when the contract is broken", async () => {
  const { json } = await bundleSpec(spec.folder);
  const good = await readFile(json, "utf8");
  await edit("openapi.yaml", "version: 1.0.0", "");
  await refusal();
  expect(await readFile(json, "utf8")).toBe(good);
});
