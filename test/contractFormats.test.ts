import { describe, expect, it, vi } from "vitest";
import { FORMATS } from "../scripts/release/formats.ts";

const FOUND = {
  since: "1.0.0 & more",
  demand: "major",
  rows: [
    {
      impact: "major",
      operation: "`GET /things`",
      what: "`a|b`: renamed,\nand moved",
      from: "`a|b`",
      to: "`<i>&`",
      migrate: "Use `<i>&` instead of `a|b`.",
    },
    {
      impact: "patch",
      operation: "2 operations",
      what: "\u001B[31mred",
      from: "",
      to: "",
      migrate: "",
    },
  ],
} as const;
const NOTHING = { since: "1.0.0", demand: "none", rows: [] } as const;

describe("a table of changes", () => {
  it("has its columns one below another as text, without marks", () => {
    vi.stubEnv("FORCE_COLOR", undefined);

    expect(FORMATS.text(FOUND)).toBe(
      [
        "2 changes since 1.0.0 & more, a major version.",
        "",
        "  Impact  Operation     What changed             From  To    Migrate",
        "  major   GET /things   a|b: renamed, and moved  a|b   <i>&  Use <i>& instead of a|b.",
        "  patch   2 operations  red",
      ].join("\n"),
    );
  });

  it("is coloured where the terminal has colours", () => {
    vi.stubEnv("FORCE_COLOR", "1");

    expect(FORMATS.text(FOUND)).toContain("\u001B[31mmajor ");
  });

  it("keeps each change in one row of markdown, whatever it contains", () => {
    expect(FORMATS.markdown(FOUND).split("\n").slice(2)).toEqual([
      "| Impact | Operation | What changed | From | To | Migrate |",
      "| --- | --- | --- | --- | --- | --- |",
      "| major | `GET /things` | `a\\|b`: renamed, and moved | `a\\|b` | `<i>&` | Use `<i>&` instead of `a\\|b`. |",
      "| patch | 2 operations | red |  |  |  |",
    ]);
  });

  it("shows as HTML what would be markup as what it is", () => {
    const page = FORMATS.html(FOUND);

    expect(page).toContain("<td><code>&lt;i>&amp;</code></td>");
    expect(page).toContain("<td>Use <code>&lt;i>&amp;</code> instead of <code>a|b</code>.</td>");
    expect(page).toContain("since 1.0.0 &amp; more</title>");
    expect(page).not.toContain("<i>");
    expect(page).not.toContain("\u001B");
  });

  it("can be read by programs as JSON, in plain text", () => {
    expect(JSON.parse(FORMATS.json(FOUND))).toEqual({
      since: "1.0.0 & more",
      demand: "major",
      changes: [
        {
          impact: "major",
          operation: "GET /things",
          what: "a|b: renamed, and moved",
          from: "a|b",
          to: "<i>&",
          migrate: "Use <i>& instead of a|b.",
        },
        { impact: "patch", operation: "2 operations", what: "red", from: "", to: "", migrate: "" },
      ],
    });
  });

  it("is a sentence where nothing changed, in every format for people", () => {
    const sentence = "The contract is as it was released as 1.0.0.";

    expect(FORMATS.text(NOTHING)).toBe(sentence);
    expect(FORMATS.markdown(NOTHING)).toBe(sentence);
    expect(FORMATS.html(NOTHING)).toContain(`<p>${sentence}</p>`);
    expect(FORMATS.html(NOTHING)).not.toContain("<table>");
  });
});
