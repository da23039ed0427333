import { describe, expect, it } from "vitest";
import { deprecatedNow } from "../src/changelog/deprecatedNow.ts";
import { readApi } from "../src/contract/readApi.ts";
import { llms } from "../src/pages/llms.ts";
import { operationPage } from "../src/pages/operationPage.ts";
import { usageOf } from "../src/pages/usage.ts";
import { findables } from "../src/site/searchIndex.ts";
import { DEPRECATED_CONTRACT } from "./deprecatedApi.ts";
import { CONTRACT } from "./things.ts";

const api = readApi(DEPRECATED_CONTRACT);
const pages = new Map(api.operations.map((one) => [one.operationId, operationPage(api, one)]));
const END = "**Deprecated**, may be removed from 2027-06-30 on.";

/** The rows of the tables of an operation's page that begin so. */
const rowsOf = (operationId: string, begin: string): readonly string[] =>
  (pages.get(operationId)?.markdown ?? "").split("\n").filter((line) => line.startsWith(begin));

describe("the page of an operation", () => {
  it("says on top until when the operation stays", () => {
    expect(pages.get("listThings")?.markdown).toMatch(
      /^`GET \/things`, operationId `listThings`, \*\*deprecated\*\*, may be removed from 2027-06-30 on\n/u,
    );
    expect(pages.get("makeThing")?.markdown).toMatch(/^.*operationId `makeThing`\n/u);
  });

  it.each([
    [
      "a parameter",
      "listThings",
      "| `limit`",
      "**Deprecated**, may be removed from 2026-12-31 on. Ask for pages instead.",
    ],
    ["a parameter whose schema goes", "listThings", "| `kind`", END],
    ["a header", "makeThing", "| `x-old`", `${END} Read the body instead.`],
    ["a property", "makeThing", "| `size`", `${END} Choose a mode instead.`],
    ["a property by $ref", "makeThing", "| `mode`", `${END} How it runs.`],
    ["a property whose schema goes", "getThing", "| `mode`", `${END} How it ran.`],
    ["what has no day", "makeThing", "| `note`", "**Deprecated**. No day yet."],
  ])("says until when %s stays, and what the contract says of it", (_, id, begin, text) => {
    expect(rowsOf(id, begin).at(0)).toContain(`| ${text}`);
  });
});

describe("the list of what is deprecated", () => {
  const listOf = (some: typeof api) => deprecatedNow({ api: some, usage: usageOf(some) });

  it("has everything with its day, the next one first, and what has none last", () => {
    expect(listOf(api).split("\n")).toEqual([
      "## Deprecated",
      "",
      "What may be removed, each from its day on:",
      "",
      "| Stays until | What | Description |",
      "| --- | --- | --- |",
      "| 2026-12-31 | [`GET /things`](operation:listThings), parameter `limit` | Ask for pages instead. |",
      "| 2027-06-30 | [`GET /things`](operation:listThings) | Use `getThing` instead. |",
      "| 2027-06-30 | [`GET /things`](operation:listThings), parameter `kind` |  |",
      "| 2027-06-30 | [`POST /things`](operation:makeThing), answer 201, header `x-old` | Read the body instead. |",
      "| 2027-06-30 | [`POST /things`](operation:makeThing), `NewThing.size` | Choose a mode instead. |",
      "| 2027-06-30 | [`POST /things`](operation:makeThing), `NewThing.mode` | How it runs. |",
      "| 2027-06-30 | 3 operations, `OldMode` | How it ran. |",
      "|  | [`POST /things`](operation:makeThing), `NewThing.note` | No day yet. |",
    ]);
  });

  it("is not there when nothing is deprecated", () => {
    const bare = readApi(CONTRACT);
    expect(listOf(bare)).toBe("");
  });
});

it("llms.txt says of an operation that it is deprecated", () => {
  const text = llms(api, [...pages.values()]);
  expect(text).toContain(
    "- [List things](operations/listThings.md): GET /things, deprecated, may be removed from 2027-06-30 on\n",
  );
  expect(text).toContain("- [Make a thing](operations/makeThing.md): POST /things\n");
});

it("the search knows which operations are deprecated, and finds them by that word", () => {
  const found = findables(api, []).filter(({ kind }) => kind === "Operation");
  expect(
    found.filter(({ deprecated }) => deprecated === true).map(({ names }) => names[0]),
  ).toEqual(["listThings"]);
  expect(
    found.filter(({ text }) => text.includes("deprecated")).map(({ names }) => names[0]),
  ).toEqual(["listThings"]);
});
