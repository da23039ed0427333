import { expect, test } from "vitest";
import { casesFrom, loadContract } from "../src/index.ts";
import { runCli } from "./runCli.ts";

test("prints the number of cases of each operation, and the total as its last line", async () => {
  const contract = await loadContract();
  const { code, stdout } = await runCli(["cases"]);
  const lines = stdout.trimEnd().split("\n");
  const counted = lines.slice(0, -1).map((line) => line.trim().split(" "));
  expect(counted.map(([, operationId]) => operationId)).toEqual(
    contract.operations.map(({ operationId }) => operationId),
  );
  const total = counted.reduce((sum, [count]) => sum + Number(count), 0);
  expect(lines.at(-1)).toBe(`${total} cases`);
  expect(total).toBe(casesFrom(contract).length);
  expect(code).toBe(0);
});

test("prints the names with --names, also behind the -- of a script runner", async () => {
  const { stdout } = await runCli(["cases", "--", "--names"]);
  for (const { name } of casesFrom(await loadContract())) expect(stdout).toContain(`${name}\n`);
});

test.each([
  [["cases", "--nmaes"], "Unknown option '--nmaes'. See cases --help."],
  [["cases", "--contract", "nowhere.json"], "Cannot read the contract"],
  [["cases", "all"], "cases takes nothing but flags"],
  [[], "There is no command: it has to be verify or cases."],
  [["--url", "http://127.0.0.1:1"], "The command has to be verify or cases, before any flag."],
])("ends with 2 and says what is wrong: %j", async (args, message) => {
  const { code, stdout, stderr } = await runCli(args);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test.each([[["--help"]], [["--", "cases", "--help"]], [["verify", "-h"]]])(
  "helps: %j",
  async (args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stdout).toContain("Usage: ");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  },
);
