import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { figuresOf, median, tableOf } from "../figures.ts";

const program = fileURLToPath(new URL("../bench.ts", import.meta.url));

function bench(...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : error.code, out, err });
    });
  });
}

test("a bench that does not exist is a usage error that lists those that do", async () => {
  const { code, err } = await bench("pipelines");
  expect(code).toBe(2);
  expect(err).toMatch(/no bench "pipelines".*\bclient, contract, docs, pipeline, sandbox\./);
});

test.each([
  { args: [], says: "Name the bench" },
  {
    args: ["pipeline", "--runs", "0"],
    says: '--runs has to be a whole number from 1 to 100, not "0"',
  },
  { args: ["pipeline", "--quick", "--runs", "5"], says: "--quick means one run" },
  { args: ["pipeline", "--fast"], says: "--fast" },
  { args: ["pipeline", "--profile"], says: "pipeline has no --profile" },
])("$args is a usage error that says what to change", async ({ args, says }) => {
  const { code, err } = await bench(...args);
  expect(code).toBe(2);
  expect(err).toContain(says);
});

test("--help lists the benches and succeeds", async () => {
  const { code, out } = await bench("--help");
  expect(code).toBe(0);
  expect(out).toMatch(
    /^ {2}client .*\n {2}contract .*\n {2}docs .*\n {2}pipeline .*\n {2}sandbox /m,
  );
});

test("a median is the middle value, or the mean of the middle two", () => {
  expect(median([9, 100, 1])).toBe(9);
  expect(median([4, 1, 3, 100])).toBe(3.5);
  expect(() => median([])).toThrow(RangeError);
});

test("the table compares medians with the baseline and says which ratios are met", () => {
  const figures = figuresOf(
    [
      { id: "bare", label: "bare", values: [1000, 3000, 2000] },
      { id: "fast", label: "a fast one", values: [100, 400, 500], wanted: 0.2 },
      { id: "slow", label: "slow", values: [2500], wanted: 1.2 },
    ],
    "bare",
  );
  expect(tableOf({ unit: "ms", figures })).toBe(
    [
      "             median    min–max  ratio  wanted",
      "bare        2000 ms  1000–3000   1.00",
      "a fast one   400 ms    100–500   0.20   ≤ 0.2     met",
      "slow        2500 ms  2500–2500   1.25   ≤ 1.2  missed",
    ].join("\n"),
  );
});

test("a comparison without its baseline is an error that names it", () => {
  expect(() => figuresOf([], "bare")).toThrow(/"bare"/);
});
