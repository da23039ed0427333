import { afterAll, beforeAll, expect, test } from "vitest";
import { copyWorkspace, type Workspace } from "./copyWorkspace.ts";
import type { Ended } from "./run.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = await copyWorkspace();
});
afterAll(() => workspace?.remove());

const npmTest = (): Promise<Ended> =>
  workspace.run(process.execPath, "scripts/test.ts", "--filter", "@ev-charger/types");

const lastLine = ({ output }: Ended): string => output.trimEnd().split("\n").at(-1) ?? "";

test("the last line counts what passed, alone on its line, also when all comes from the cache", async () => {
  const first = await npmTest();
  expect(first.code, first.output).toBe(0);
  expect(lastLine(first)).toMatch(/^[1-9]\d+ passed, 0 failed$/);

  const second = await npmTest();
  expect(second.output).toContain("FULL TURBO");
  expect([second.code, lastLine(second)]).toEqual([0, lastLine(first)]);
}, 60_000);

test("a failing test is counted, named, and fails the command", async () => {
  const failing =
    'import { expect, test } from "vitest";\ntest("one is two", () => expect(1).toBe(2));\n';
  await workspace.write({ "packages/types/test/fails.test.ts": failing });
  const ended = await npmTest();
  expect(ended.code).toBe(1);
  expect(lastLine(ended)).toMatch(/ passed, 1 failed$/);
  expect(ended.output).toContain("failed   packages/types: one is two");
  expect(ended.output).not.toContain("\u001B[");
}, 60_000);

test("a test that shuts out the others fails the command", async () => {
  const only =
    'import { expect, test } from "vitest";\ntest.only("one is one", () => expect(1).toBe(1));\n';
  await workspace.write({ "packages/types/test/fails.test.ts": only });
  const ended = await npmTest();
  expect(ended.code).toBe(1);
  expect(lastLine(ended)).toMatch(/ passed, 1 failed$/);
}, 60_000);

test("a package that has lost its tests fails the command", async () => {
  await workspace.edit(
    "packages/types/package.json",
    '"test": "vitest run"',
    '"tests": "vitest run"',
  );
  const ended = await npmTest();
  expect(ended.code).toBe(1);
  expect(ended.output).toContain("failed   @ev-charger/types#test (did not run)");
}, 60_000);
