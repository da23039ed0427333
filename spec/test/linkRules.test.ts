import { expect, test } from "vitest";
import { bundleSpec } from "../bundleSpec.ts";
import { brokenSpec } from "./brokenSpec.ts";

const spec = brokenSpec();
const { edit, only, refusal } = spec;

const SETTINGS = "responses/SettingsUpdate.yaml";
const ACTION = "responses/Action.yaml";
const CHARGER = "responses/EvCharger.yaml";
const DEVICE = "path.deviceId: $response.body#/data/deviceId";
const READS = "    x-reads-back:\n      /data/id: $response.body#/data/deviceId\n";
const SETTINGS_READ = "/data/settings: $request.body";
const WHEN = "    x-when:\n      $response.body#/data/deviceType: ev_charger\n";

test.each([
  [
    "to an operation that does not exist",
    SETTINGS,
    "operationId: getEvCharger",
    "operationId: getNothing",
    "operationId: getNothing",
    "There is no operation getNothing to link to. Choose from listEvChargers, getEvCharger,",
  ],
  [
    "that gives a parameter which the operation has not",
    SETTINGS,
    DEVICE,
    `${DEVICE}\n      query.device: ev_1`,
    "query.device",
    "getEvCharger has no parameter query.device. Choose from path.deviceId, query.expedite.",
  ],
  [
    "that leaves out what the operation needs",
    SETTINGS,
    DEVICE,
    "query.expedite: true",
    "operationId",
    "getEvCharger needs path.deviceId. Give it in the link's `parameters`.",
  ],
  [
    "with an extension that is misspelt",
    SETTINGS,
    "x-reads-back",
    "x-read-back",
    "x-read-back",
    "A link takes no x-read-back. Remove it; its extensions are x-reads-back and x-when.",
  ],
])("refuses a link %s", async (_, file, from, to, place, message) => {
  await edit(file, from, to);
  expect(await refusal()).toMatch(await only("link-targets", file, place, message));
});

test("refuses a link that names no operation", async () => {
  await edit(SETTINGS, "operationId: getEvCharger", "operationRef: '#/paths/~1actions/get'");
  expect(await refusal()).toContain(
    "ev-charger/link-targets\n    A link has to name its operation. Set `operationId`.",
  );
});

test.each([
  [
    "a name that the answer has not",
    "$response.body#/data/device",
    "/data has no device. Choose from deviceId, updated.",
  ],
  [
    "a part that the answer has not",
    "$response.body#/dta",
    "the body has no dta. Choose from success, data, meta.",
  ],
  [
    "a name in a list",
    "$response.body#/data/updated/first",
    "/data/updated is a list. Go on with the number of an item, as in /data/updated/0.",
  ],
  [
    "a part of a plain value",
    "$response.body#/data/deviceId/0",
    "nothing is said of what /data/deviceId has in it. End the pointer there, or describe 0.",
  ],
  [
    "a pointer that is none",
    "$response.body#data/deviceId",
    "data/deviceId is no JSON Pointer. Write one, such as /data/id",
  ],
  [
    "a tilde that is not escaped",
    "$response.body#/data/~id",
    "/data/~id is no JSON Pointer. Write one, such as /data/id, with ~1 for a slash",
  ],
  [
    "a setting that a request has not",
    "$request.body#/min_charge_rate",
    "the body has no min_charge_rate. Choose from max_charge_rate.",
  ],
  [
    "a parameter that the operation has not",
    "$request.path.chargerId",
    "the operation has no parameter path.chargerId. Choose from path.deviceId.",
  ],
])("refuses an expression with %s, wherever a link has one", async (_, expression, message) => {
  const fault = `${expression}: ${message}`;
  await edit(SETTINGS, DEVICE, `path.deviceId: ${expression}`);
  expect(await refusal()).toMatch(
    await only("link-targets", SETTINGS, "path.deviceId", `path.deviceId: ${fault}`),
  );

  await edit(SETTINGS, `path.deviceId: ${expression}`, DEVICE);
  await edit(SETTINGS, SETTINGS_READ, `/data/settings: ${expression}`);
  expect(await refusal()).toMatch(
    await only("link-targets", SETTINGS, "/data/settings", `x-reads-back: ${fault}`),
  );

  await edit(SETTINGS, `/data/settings: ${expression}`, SETTINGS_READ);
  await edit(SETTINGS, READS, `    x-when:\n      ${expression}: yes\n${READS}`);
  expect(await refusal()).toMatch(
    await only("link-targets", SETTINGS, `${expression}: yes`, `x-when: ${fault}`),
  );
});

const known = "is no runtime expression that contract tests carry. Write $request.body,";

test.each([
  ["$url", `$url ${known}`],
  ["$statusCode", `$statusCode ${known}`],
  ["$response.header.etag", `$response.header.etag ${known}`],
  ["$request.bdy", `$request.bdy ${known}`],
  ["ev_{$response.body#/data/deviceId}", `ev_{$response.body#/data/deviceId} ${known}`],
])("refuses %s as a parameter of a link", async (expression, message) => {
  await edit(SETTINGS, DEVICE, `path.deviceId: ${expression}`);
  expect(await refusal()).toMatch(
    await only("link-targets", SETTINGS, "path.deviceId", `path.deviceId: ${message}`),
  );
});

test.each([
  ["a name that the target does not answer", "/data/setings", "/data has no setings. Choose from"],
  ["no pointer", "data", "data is no JSON Pointer. Write one, such as /data/id"],
])("refuses to read back at %s", async (_, pointer, message) => {
  await edit(SETTINGS, SETTINGS_READ, `${pointer}: $request.body`);
  const fault = `x-reads-back: in an answer of getEvCharger, ${message}`;
  expect(await refusal()).toMatch(
    await only("link-targets", SETTINGS, `${pointer}: $request`, fault),
  );
});

test.each([
  ["a constant", "ev_1", `ev_1 ${known}`],
  ["a number", "7", `7 ${known}`],
])("refuses to read back %s", async (_, value, message) => {
  await edit(SETTINGS, SETTINGS_READ, `/data/settings: ${value}`);
  expect(await refusal()).toMatch(
    await only("link-targets", SETTINGS, "/data/settings", `x-reads-back: ${message}`),
  );
});

test("refuses to read back what only one of the target's successes has", async () => {
  await edit(
    "paths/ev-charger_{deviceId}.yaml",
    '    "200":',
    '    "203":\n      $ref: ../responses/SettingsUpdate.yaml\n    "200":',
  );
  expect(await refusal()).toContain(
    "x-reads-back: in an answer of getEvCharger, /data has no settings. Choose from deviceId, updated.",
  );
});

test("refuses to read back from a success without body", async () => {
  await edit(
    "paths/ev-charger_{deviceId}.yaml",
    '    "200":',
    '    "204":\n      description: Nothing to read.\n    "200":',
  );
  expect(await refusal()).toContain(
    "x-reads-back: a success of getEvCharger has no body. Link to an operation that answers",
  );
});

test.each([
  ["x-reads-back", READS, "    x-reads-back: $request.body\n"],
  ["x-reads-back", READS, "    x-reads-back: {}\n"],
  ["x-when", WHEN, "    x-when: [ev_charger]\n"],
])("refuses an %s that is no map with entries", async (key, from, to) => {
  await edit(ACTION, from, to);
  expect(await refusal()).toMatch(
    await only("link-targets", ACTION, key, `${key}: it is a map from `),
  );
});

test.each([
  [
    "a value that is not known",
    "deviceType: ev_charger",
    "deviceType: ev_chargers",
    "$response.body#/data/deviceType has no known value ev_chargers. Choose from battery,",
  ],
  [
    "a list of values",
    "deviceType: ev_charger",
    "deviceType: [ev_charger]",
    "$response.body#/data/deviceType is compared with a single value. Write a string,",
  ],
])("refuses an x-when with %s", async (_, from, to, message) => {
  await edit(ACTION, from, to);
  expect(await refusal()).toMatch(await only("link-targets", ACTION, to, `x-when: ${message}`));
});

test("refuses to speak of the body of a request that has none", async () => {
  await edit(ACTION, READS, "    x-reads-back:\n      /data/id: $request.body\n");
  expect(await refusal()).toMatch(
    await only(
      "link-targets",
      ACTION,
      "/data/id: $request.body",
      "x-reads-back: $request.body: the operation takes no body. Speak of something else,",
    ),
  );
});

test("takes constants, parameters of the request, and what allOf and nullable schemas have", async () => {
  await edit(
    CHARGER,
    "      query.deviceId: $response.body#/data/id\n",
    [
      "      query.deviceId: $request.path.deviceId",
      "      query.limit: 50",
      "      query.deviceType: ev_charger",
      "    x-reads-back:",
      "      /data/items/0/id: $response.body#/data/lastAction/id",
      "    x-when:",
      "      $request.query.expedite: true",
      "      $response.body#/data/commands/idle/execution/0: immediate",
      "      $response.body#/data/settings/max_charge_rate/value: 11",
      "",
    ].join("\n"),
  );
  await expect(bundleSpec(spec.folder)).resolves.toMatchObject({ changed: true });
});

test("takes pointers into maps, tuples and names with a slash or a tilde", async () => {
  await edit(
    "schemas/CommandParameters.yaml",
    "examples:",
    "additionalProperties:\n  type: number\n  description: How much.\nexamples:",
  );
  await edit(
    "schemas/SettingsUpdate.yaml",
    "properties:\n",
    "properties:\n  by/whom~:\n    type: array\n    description: Who, and when.\n    prefixItems:\n      - type: string\n        minLength: 1\n      - type: integer\n    examples:\n      - [me, 1]\n",
  );
  await edit(ACTION, "deviceType: ev_charger", "parameters/power: 7.4");
  await edit(SETTINGS, READS, `    x-when:\n      $response.body#/data/by~1whom~0/1: 1\n${READS}`);
  await expect(bundleSpec(spec.folder)).resolves.toMatchObject({ changed: true });
});
