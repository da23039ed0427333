import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleSpec } from "../bundleSpec.ts";
import { brokenSpec } from "./brokenSpec.ts";
import { at, bundled } from "./bundle.ts";

const spec = brokenSpec();
const { edit, lineOf, only, refusal } = spec;

const GET_ACTION = "paths/actions_{actionId}.yaml";
const UNTIL = "    until:\n      - completed\n      - failed\n      - cancelled\n";
const X_WAIT = `  x-wait:\n    method: waitForAction\n    guard: isTerminalAction\n    property: state\n${UNTIL}`;

test("the contract says how to wait for an action", () => {
  expect(at(bundled, "paths", "/actions/{actionId}", "get", "x-wait")).toEqual({
    method: "waitForAction",
    guard: "isTerminalAction",
    property: "state",
    until: ["completed", "failed", "cancelled"],
  });
});

const move = "Move x-wait to the operation that reads one thing by its id.";
const watchable = "Choose from deviceType, command, state.";

test.each([
  ["that is no object", X_WAIT, "  x-wait: true\n", "x-wait: true", "it is an object with method,"],
  ["without method", "    method: waitForAction\n", "", "x-wait:", "it has no `method`. Add it;"],
  ["without guard", "    guard: isTerminalAction\n", "", "x-wait:", "it has no `guard`. Add it;"],
  ["without property", "    property: state\n", "", "x-wait:", "it has no `property`. Add it;"],
  ["without final values", UNTIL, "", "x-wait:", "it has no `until`. Add it;"],
  [
    "with a key too many",
    UNTIL,
    `${UNTIL}    interval: 1\n`,
    "interval",
    "it takes no `interval`. Remove it;",
  ],
  [
    "whose method is in snake_case",
    "waitForAction",
    "wait_for_action",
    "method: wait",
    "`method` names a function. Use two words or more in camelCase",
  ],
  [
    "whose guard is a word of the language",
    "isTerminalAction",
    "delete",
    "guard: delete",
    "`guard` names a function. Use two words or more in camelCase",
  ],
  [
    "whose method is an operation",
    "waitForAction",
    "listActions",
    "method: list",
    "the name listActions is taken by an operationId",
  ],
  [
    "whose guard has the name of its method",
    "isTerminalAction",
    "waitForAction",
    "guard: wait",
    "the name waitForAction is taken by",
  ],
  [
    "on an operation with a required parameter",
    X_WAIT,
    `  parameters:\n    - name: since\n      in: query\n      required: true\n      description: Since when.\n      schema:\n        type: integer\n      example: 1\n${X_WAIT}`,
    "x-wait:",
    `the parameter since is required. Make it optional, or: ${move}`,
  ],
  [
    "whose property the data has not",
    "property: state",
    "property: status",
    "property: status",
    `status is no required property of the data whose values are known. ${watchable}`,
  ],
  [
    "whose property takes any string",
    "property: state",
    "property: id",
    "property: id",
    `id is no required property of the data whose values are known. ${watchable}`,
  ],
  [
    "whose property is a list",
    "property: state",
    "property: [state]",
    "property: [",
    "`property` names a property of the data.",
  ],
  ["without a final value", UNTIL, "    until: []\n", "until:", "`until` is the list of final"],
  [
    "with a final value twice",
    "- cancelled\n",
    "- cancelled\n      - failed\n",
    "until:",
    "`until` lists a value twice. Remove one.",
  ],
  [
    "with a final value that is not known",
    "- cancelled",
    "- canceled",
    "until:",
    "state has no known value canceled. Choose from scheduled, acknowledged, completed, failed, cancelled.",
  ],
  [
    "for which every value is final",
    UNTIL,
    `${UNTIL}      - scheduled\n      - acknowledged\n`,
    "until:",
    "every known value of state is final: there is nothing to wait for. Name fewer.",
  ],
])("refuses an x-wait %s", async (_, from, to, place, message) => {
  await edit(GET_ACTION, from, to);
  expect(await refusal()).toMatch(await only("x-wait", GET_ACTION, place, `x-wait: ${message}`));
});

test("refuses an x-wait whose property may be missing from the data", async () => {
  await edit("schemas/Action.yaml", "  - state\n", "");
  expect(await refusal()).toMatch(
    await only(
      "x-wait",
      GET_ACTION,
      "property: state",
      "x-wait: state is no required property of the data whose values are known. Choose from deviceType, command.",
    ),
  );
});

test.each([
  ["a POST", "paths/actions_{actionId}_cancel.yaml", "a POST cannot be polled."],
  ["a list", "paths/actions.yaml", "it needs exactly one path parameter; here there are 0."],
])("refuses an x-wait on %s", async (_, file, message) => {
  await edit(GET_ACTION, X_WAIT, "");
  await edit(file, "  operationId:", `${X_WAIT}  operationId:`);
  expect(await refusal()).toContain(`  ev-charger/x-wait\n    x-wait: ${message} ${move}`);
});

test("refuses an x-wait on an operation with a success without content", async () => {
  await edit(GET_ACTION, '    "200":', '    "204":\n      description: Nothing.\n    "200":');
  expect(await refusal()).toContain(
    "x-wait: every success of a polled operation has a body. Give it content.",
  );
});

test("refuses an x-wait on an operation with a body", async () => {
  const body =
    "  requestBody:\n    description: What to read.\n    required: true\n    content:\n      application/json:\n        schema:\n          $ref: ../schemas/UpdateSettingsRequest.yaml\n        examples:\n          one:\n            $ref: ../examples/UpdateLimitChargeRate.yaml\n";
  await edit(GET_ACTION, X_WAIT, `${X_WAIT}${body}`);
  expect(await refusal()).toContain(`x-wait: an operation with a body cannot be polled. ${move}`);
});

test("refuses two operations whose x-wait names the same method", async () => {
  const other = X_WAIT.replace("isTerminalAction", "isEndedCharger");
  const file = "paths/ev-charger_{deviceId}.yaml";
  await edit(file, "  operationId: getEvCharger", `${other}  operationId: getEvCharger`);
  expect(await refusal()).toMatch(
    /ev-charger\/x-wait\n {4}x-wait: the name waitForAction is taken/,
  );
});

test("follows allOf and nullable sets to the values that are known", async () => {
  await edit(GET_ACTION, X_WAIT, "");
  await edit(
    "paths/ev-charger_{deviceId}.yaml",
    "  operationId: getEvCharger",
    "  x-wait:\n    method: waitForVendor\n    guard: isVendorKnown\n    property: vendor\n    until:\n      - none\n  operationId: getEvCharger",
  );
  await edit(
    "schemas/EvCharger.yaml",
    "$ref: ./Vendor.yaml",
    'description: The vendor.\n    oneOf:\n      - $ref: ./Vendor.yaml\n      - type: "null"',
  );
  expect(await refusal()).toMatch(/vendor has no known value none\. Choose from \w+/);
});

const LIST = "schemas/EvChargerList.yaml";
const PAGE = "schemas/Pagination.yaml";
const LIST_OPERATION = "paths/ev-charger.yaml";

test.each([
  [
    "without items",
    LIST,
    "  - items\n",
    "",
    "type: object",
    "A list has to require `items`. Name it in `required`",
  ],
  [
    "without pagination",
    LIST,
    "  - pagination\n",
    "",
    "type: object",
    "A list has to require `pagination`. Name it in `required`",
  ],
  [
    "whose items are no array",
    LIST,
    "type: array",
    "type: [array, 'null']",
    "type: [array",
    "The `items` of a list have to be an array.",
  ],
  [
    "that may be null",
    LIST,
    "type: object",
    "type: [object, 'null']",
    "type: [object",
    "What a list answers has to be an object, and never null.",
  ],
  [
    "whose pagination does not require total",
    PAGE,
    "  - total\n",
    "",
    "type: integer\n    description: How many items there are",
    "The `pagination` of a list has to be an object that requires `total`, of type integer.",
  ],
  [
    "whose offset may be null",
    PAGE,
    "type: integer\n    description: How many items were skipped",
    "type: [integer, 'null']\n    description: How many items were skipped",
    "type: [integer",
    "The `pagination` of a list has to be an object that requires `offset`, of type integer.",
  ],
  [
    "without the query parameter limit",
    LIST_OPERATION,
    "    - $ref: ../parameters/limit.yaml\n",
    "",
    "operationId",
    "A list has to take the query parameter `limit`. Refer to parameters/limit.yaml.",
  ],
  [
    "whose limit is a string",
    LIST_OPERATION,
    "$ref: ../parameters/limit.yaml",
    "name: limit\n      in: query\n      description: How many.\n      schema:\n        type: string\n      example: many",
    "name: limit",
    "The query parameter `limit` of a list has to be an integer, and not required.",
  ],
  [
    "whose offset is required",
    "parameters/offset.yaml",
    "in: query\n",
    "in: query\nrequired: true\n",
    "name: offset",
    "The query parameter `offset` of a list has to be an integer, and not required.",
  ],
  [
    "with a success without content",
    LIST_OPERATION,
    '    "200":',
    '    "204":\n      description: Nothing to list.\n    "200":',
    "description: Nothing to list",
    "Every success of a list has to be a page.",
  ],
])("refuses a list %s", async (_, file, from, to, place, message) => {
  await edit(file, from, to);
  expect(await refusal()).toMatch(await only("pagination", file, place, message));
});

test("takes a list that no envelope wraps", async () => {
  await edit(
    "responses/EvChargerList.yaml",
    "../schemas/EvChargerListResponse.yaml",
    "../schemas/EvChargerList.yaml",
  );
  const refusals = await refusal();
  expect(refusals).toContain("no-invalid-media-type-examples");
  expect(refusals).not.toContain("ev-charger/pagination");

  await edit(LIST, "  - items\n", "");
  expect(await refusal()).toContain("ev-charger/pagination\n    A list has to require `items`.");
});

test("refuses a list that is one of two things", async () => {
  await edit(
    "schemas/EvChargerListResponse.yaml",
    "$ref: ./EvChargerList.yaml",
    'description: A page.\n    oneOf:\n      - $ref: ./EvChargerList.yaml\n      - type: "null"',
  );
  expect(await refusal()).toMatch(
    await only(
      "pagination",
      "schemas/EvChargerListResponse.yaml",
      "description: A page",
      "What a list answers has to be an object, and never null.",
    ),
  );
});

test("reads a choice between schemas that build on the one that offers it", async () => {
  await edit(
    "schemas/SettingsUpdate.yaml",
    "type: object\n",
    "type: object\nanyOf:\n  - $ref: ./SettingsUpdateMore.yaml\n",
  );
  await writeFile(
    join(spec.folder, "schemas/SettingsUpdateMore.yaml"),
    "type: object\ndescription: More.\nallOf:\n  - $ref: ./SettingsUpdate.yaml\n",
  );
  expect(await refusal()).toContain("no-illogical-composition-keywords");
});

test("refuses a success without envelope beside one with", async () => {
  await edit(
    GET_ACTION,
    '    "200":',
    '    "203":\n      description: The same, from a cache.\n      content:\n        application/json:\n          schema:\n            $ref: ../schemas/Action.yaml\n          examples:\n            one:\n              $ref: ../examples/CompletedAction.yaml\n    "200":',
  );
  const refusals = await refusal();
  expect(refusals).toMatch(
    /spec\/schemas\/Action\.yaml:1:\d+ {2}ev-charger\/envelope\n {4}A success of getAction is an envelope, and this one is not\./,
  );
});

test("refuses an envelope whose meta may be missing", async () => {
  await edit("schemas/SettingsUpdateResponse.yaml", "  - meta\n", "");
  expect(await refusal()).toMatch(
    await only(
      "envelope",
      "schemas/SettingsUpdateResponse.yaml",
      "type: object",
      "An envelope has to require success, data and meta.",
    ),
  );
});

test("refuses an error response that lists two schemas for one code", async () => {
  const file = "schemas/UnauthorizedResponse.yaml";
  await edit("schemas/ErrorExpiredToken.yaml", "const: EXPIRED_TOKEN", "const: UNAUTHORIZED");
  const line = await lineOf(file, "$ref: ./ErrorExpiredToken.yaml");
  expect(await refusal()).toContain(
    `spec/${file}:${line}:9  ev-charger/error-codes\n    The code UNAUTHORIZED is that of ErrorUnauthorized.yaml too.`,
  );
});

test("refuses an error response that lists a schema twice", async () => {
  const file = "schemas/ActionConflictResponse.yaml";
  await edit(
    file,
    "      - $ref: ./ErrorConflict.yaml\n",
    "      - $ref: ./ErrorConflict.yaml\n".repeat(2),
  );
  expect(await refusal()).toContain("The code CONFLICT is that of ErrorConflict.yaml too.");
});

test("takes a contract that says nothing of waiting", async () => {
  await edit(GET_ACTION, X_WAIT, "");
  await expect(bundleSpec(spec.folder)).resolves.toMatchObject({ changed: true });
});
