import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { verifyHelp } from "../src/commands/verifyFlags.ts";
import { capabilities, checks } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The first cells of the rows of the table that begins with that one. */
function rows(heading: string): string[][] {
  const lines = readme.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${heading}`));
  const after = lines.slice(start + 2);
  const end = after.findIndex((line) => !line.startsWith("|"));
  return after.slice(0, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the README has every check, with its sentence, in the order of the report", () => {
  expect(rows("Check")).toEqual(checks.map(({ name, what }) => [name, what]));
});

test("the README has every flag of verify", () => {
  const flags = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));
  expect(flags(rows("Flag").flat().join())).toEqual(
    new Set([...flags(verifyHelp)].filter((flag) => flag !== "--help")),
  );
});

test("the README has everything that a server may lack", () => {
  expect(rows("`--lacks`").map(([name]) => name)).toEqual(
    Object.keys(capabilities).map((name) => `\`${name}\``),
  );
});
