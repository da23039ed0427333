import { afterAll, beforeAll, expect, test } from "vitest";
import { copyWorkspace, type Workspace } from "./copyWorkspace.ts";
import { type RunningCommand, startCommand } from "./startCommand.ts";

let workspace: Workspace;
let dev: RunningCommand;
let mock: string;
let docs: string;

const printed = (pattern: RegExp): Promise<string> => dev.printed(pattern);

beforeAll(async () => {
  workspace = await copyWorkspace();
  const ports = ["--docs-port", "0", "--mock-port", "0"];
  dev = startCommand(workspace.folder, "scripts/dev.ts", ...ports);
  const text = await printed(/Watching/);
  docs = /Docs +(http:\S+)/.exec(text)?.[1] ?? "";
  mock = /Mock +(http:\S+)/.exec(text)?.[1] ?? "";
}, 120_000);

afterAll(async () => {
  await dev?.stop();
  await workspace?.remove();
});

const answer = async (): Promise<string> =>
  (await fetch(`${mock}/ev-charger`, { headers: { "x-api-key": "any" } })).text();
/** The contract as the reference shows it: the script that its page loads. */
async function page(): Promise<string> {
  const reference = `${docs}/reference/index.html`;
  const html = await (await fetch(reference)).text();
  const [, script = ""] = /"([^" ]*\/contract\.\w+\.js)\b/.exec(html) ?? [];
  return await (await fetch(new URL(script, reference))).text();
}

test("a save reaches bundle, types, client, mock and docs, and the terminal says so", async () => {
  await workspace.edit("spec/examples/TwoChargers.yaml", "Wallbox 7kW", "Wallbox 9kW");
  await workspace.edit(
    "spec/schemas/EvChargerMetadata.yaml",
    "required:\n",
    "required:\n  - firmware\n",
  );
  await workspace.edit(
    "spec/schemas/EvChargerMetadata.yaml",
    "properties:\n",
    "properties:\n  firmware:\n    type: string\n    description: Its firmware.\n    minLength: 1\n    examples:\n      - '2'\n",
  );
  await workspace.edit(
    "spec/examples/ChargingCharger.yaml",
    "model: ",
    "firmware: '2'\n      model: ",
  );
  await workspace.edit(
    "spec/examples/TwoChargers.yaml",
    "model: ",
    "firmware: '2'\n          model: ",
  );

  let text = "";
  do text += await printed(/^(not )?done.*$/m);
  while (!text.includes("+firmware"));
  for (const word of ["lint, bundle", "types, client", "mock", "docs"])
    expect(text).toContain(word);

  expect(await answer()).toContain("Wallbox 9kW");
  expect(await page()).toContain("Wallbox 9kW");
  expect(await workspace.read("packages/types/dist/index.gen.d.ts")).toContain("firmware");
  expect(await workspace.read("packages/docs/dist/openapi.json")).toContain("firmware");
}, 60_000);

test("a contract that breaks a rule is reported with file, line and rule, and the last good one is served", async () => {
  const [goodAnswer, goodPage] = [await answer(), await page()];
  await workspace.edit("spec/parameters/limit.yaml", "maximum: 50", "maximum: 5");
  const text = await printed(/^not done.*$/m);
  expect(text).toMatch(/parameters\/limit\.yaml:\d+:\d+ +no-invalid-parameter-examples/);
  expect(await answer()).toBe(goodAnswer);
  expect(await page()).toBe(goodPage);
}, 30_000);

test("a file that is not YAML is reported likewise", async () => {
  const [goodAnswer, goodPage] = [await answer(), await page()];
  await workspace.edit("spec/parameters/limit.yaml", "name: limit", "name: [limit");
  expect(await printed(/^not done.*$/m)).toMatch(/parameters\/limit\.yaml:\d+:\d+/);
  expect(await answer()).toBe(goodAnswer);
  expect(await page()).toBe(goodPage);
}, 30_000);

test("a mended contract is taken up again", async () => {
  await workspace.edit("spec/examples/TwoChargers.yaml", "Wallbox 9kW", "Wallbox 11kW");
  await printed(/^not done.*$/m);
  await workspace.edit("spec/parameters/limit.yaml", "name: [limit", "name: limit");
  await printed(/^not done.*$/m);
  await workspace.edit("spec/parameters/limit.yaml", "maximum: 5\n", "maximum: 50\n");
  await printed(/^done.*$/m);
  expect(await answer()).toContain("Wallbox 11kW");
  expect(await page()).toContain("Wallbox 11kW");
}, 30_000);

test("a contract that the client cannot carry leaves mock and docs alone, until it is mended", async () => {
  const [goodAnswer, goodPage] = [await answer(), await page()];
  const files = [
    "paths/actions_{actionId}",
    "responses/ActionList",
    "responses/CancelledAction",
    "responses/PushedAction",
  ];
  const rename = async (from: string, to: string): Promise<void> => {
    for (const file of files) {
      await workspace.edit(`spec/${file}.yaml`, `operationId: ${from}\n`, `operationId: ${to}\n`);
    }
  };
  await rename("getAction", "then");
  await workspace.edit("spec/examples/TwoChargers.yaml", "Wallbox 11kW", "Wallbox 12kW");
  let text = "";
  while (!text.includes('every client has a member "then" already')) {
    text = await printed(/^(not )?done.*$/m);
  }
  expect(text).toMatch(/^not done/m);
  expect([await answer(), await page()]).toEqual([goodAnswer, goodPage]);

  // A save that changes nothing of the contract must not look like success.
  await workspace.edit("spec/parameters/offset.yaml", "minimum: 0\n", "minimum: 0 # as ever\n");
  expect(await printed(/^(not )?done.*$/m)).toMatch(/^not done/m);

  await rename("then", "getAction");
  while (!/^done/m.test(text)) text = await printed(/^(not )?done.*$/m);
  expect(await answer()).toContain("Wallbox 12kW");
  expect(await page()).toContain("Wallbox 12kW");
}, 60_000);
