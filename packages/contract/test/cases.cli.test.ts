import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { casesFrom, loadContract } from "../src/index.ts";

const cli = fileURLToPath(new URL("../src/cases.cli.ts", import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [cli, ...args]);

test("prints the number of cases of each operation, and the total as its last line", async () => {
  const { operations } = await loadContract();
  const { stdout } = await run();
  const lines = stdout.trimEnd().split("\n");
  const counted = lines.slice(0, -1).map((line) => line.trim().split(" "));
  expect(counted.map(([, operationId]) => operationId)).toEqual(
    operations.map(({ operationId }) => operationId),
  );
  const total = counted.reduce((sum, [count]) => sum + Number(count), 0);
  expect(lines.at(-1)).toBe(`${total} cases`);
  expect(total).toBe(casesFrom(await loadContract()).length);
});

test("ends with 2 for a flag that it does not know, and with 1 for a file that is not there", async () => {
  await expect(run("--nmaes")).rejects.toThrow("See --help.");
  await expect(run("--nmaes")).rejects.toMatchObject({ code: 2 });
  await expect(run("--contract", "nowhere.json")).rejects.toThrow("Cannot read the contract");
  await expect(run("--contract", "nowhere.json")).rejects.toMatchObject({ code: 1 });
});
