import { expect, test } from "vitest";
import { ProgressLine } from "../src/report/ProgressLine.ts";

const outputOf = (isTTY: boolean, columns = 80) => {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
};

test("a file gets a line for each phase", () => {
  const output = outputOf(false);
  const line = new ProgressLine(output, "reaching the server");
  line.update({ phase: "first", cases: 1, failures: 0 });
  line.update({ phase: "first", cases: 2, failures: 0 });
  line.update({ phase: "second", cases: 3, failures: 1 });
  line.end();
  expect(output.written.map((text) => text.replace(/[\d.]+ s\n$/, "s\n"))).toEqual([
    "reaching the server: 0 cases, 0 failures, s\n",
    "first: 1 case, 0 failures, s\n",
    "second: 3 cases, 1 failure, s\n",
  ]);
});

test("a terminal gets one line, which is written anew, is never wrapped, and goes at the end", () => {
  const output = outputOf(true, 30);
  const line = new ProgressLine(output, "reaching a server with a long address");
  line.update({ phase: "first", cases: 1, failures: 0 });
  line.end();
  const [reaching, first, last] = output.written;
  expect(reaching).toBe("\rreaching a server with a long\u001B[K");
  expect(first).toMatch(/^\rfirst: 1 case, 0 failures, \d/);
  expect(last).toBe("\r\u001B[K");
  expect(output.written.join("")).not.toContain("\n");
});
