import { describe, expect, it } from "vitest";
import { readApi } from "../src/contract/readApi.ts";
import { errorsTable } from "../src/pages/errorCodes.ts";
import { readGuides } from "../src/site/readGuides.ts";
import { readBundle } from "./bundle.ts";
import { smallApi } from "./smallApi.ts";

const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));

describe("the table of errors", () => {
  it("has every code of the contract, what to do about it, and a place to link to", () => {
    const known = api.root.at("components").at("schemas").at("KnownErrorCode").at("enum").items();
    const rows = errorsTable(api).split("\n");

    expect(known.length).toBeGreaterThan(20);
    for (const code of known.map((place) => place.text())) {
      const place = code.toLowerCase().replaceAll("_", "-");
      const row = rows.find((one) => one.includes(`<code id="${place}">${code}</code>`));
      const cells = row?.split(/(?<!\\)\|/u).map((cell) => cell.trim()) ?? [];

      expect(cells[1], code).toMatch(/^[45]\d\d/u);
      expect(cells[3], code).not.toBe("");
      expect(cells[4], code).not.toBe("");
    }
  });

  it("takes bars and what looks like HTML for text", () => {
    expect(errorsTable(smallApi())).toContain(
      '| 409 | <code id="node-busy">NODE_BUSY</code> | Somebody else writes it (**Assumed**). | Wait \\| try \\<again>. |',
    );
  });

  it("stands in the guide to errors, in place of its name", async () => {
    const derived = new Map([
      ["errors", "| the table |"],
      ["assumptions", ""],
    ]);
    const guide = (await readGuides(derived)).find(({ path }) => path === "guides/errors");

    expect(guide?.markdown).toContain("\n| the table |");
    expect(guide?.markdown).not.toContain("<<<");
  });

  it("is missed when nothing has its name, and so the site is not built", async () => {
    await expect(readGuides(new Map([["assumptions", ""]]))).rejects.toMatchObject({
      name: "InvalidPageError",
      message: "guides/errors.md shows errors, which cannot be read.",
    });
  });
});
