import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { isFindables } from "../src/browser/Findable.ts";
import { finder } from "../src/browser/find.ts";
import { readApi, referenceFragment } from "../src/contract/readApi.ts";
import { errorFragment } from "../src/pages/errorCodes.ts";
import { readBundle } from "./bundle.ts";
import { readSite } from "./siteLinks.ts";

const dist = join(import.meta.dirname, "../dist");
const { files, pages } = await readSite(dist);
const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));
const codes = new Set(
  api.operations.flatMap(({ responses }) => responses.flatMap((response) => response.codes)),
);

/** The search as a page has it: with the data that the site ships. */
const find = await (async () => {
  const file = [...files].find((name) => /^assets\/search\.\w+\.js$/u.test(name)) ?? "";
  const context: { docsSearch?: unknown } = {};
  runInNewContext(await readFile(join(dist, file), "utf8"), context);
  // As JSON, for objects of another realm are of other classes.
  const data: unknown = JSON.parse(JSON.stringify(context.docsSearch));
  if (!isFindables(data)) throw new Error("The data are not findables.");
  return finder(data);
})();

const first = (query: string) => find(query)[0]?.item;

describe("the search", () => {
  it.each(api.operations)("finds $operationId by its id, path and summary", (operation) => {
    const { operationId, method, path, summary } = operation;
    const href = `reference/index.html${referenceFragment(operation)}`;
    const samePath = api.operations.filter((one) => one.path === path);

    expect(first(operationId)?.href).toBe(href);
    expect(first(summary)?.href).toBe(href);
    expect(first(`${method} ${path}`)?.href).toBe(href);
    expect(
      find(path)
        .slice(0, samePath.length)
        .map(({ item }) => item.href),
    ).toContain(href);
  });

  it.each([...codes])("finds what %s means", (code) => {
    expect(first(code)?.href).toBe(`guides/errors.html#${errorFragment(code)}`);
  });

  it("finds the operations whose bodies have a property", () => {
    const operations = find("max_charge_rate").filter(({ item }) => item.kind === "Operation");

    expect(operations.map(({ item }) => item.names[0])).toEqual(
      expect.arrayContaining(["getEvCharger", "updateEvChargerSettings"]),
    );
  });

  it.each(["chargr", "pagintion", "conflct"])("finds something for %s, a typing error", (typed) => {
    expect(find(typed)).not.toHaveLength(0);
  });

  it("finds every guide by its title", () => {
    for (const [file, html] of pages) {
      if (!file.startsWith("guides/")) continue;
      const [, title = ""] = /<h1>([^<]+)<\/h1>/u.exec(html) ?? [];
      const found = find(title.replaceAll("&#39;", "'")).map(({ item }) => item.href.split("#")[0]);

      expect(found, title).toContain(file);
    }
  });

  it("leads to parts that are there", () => {
    const words = ["key", "page", "action", "error", "mock", "test", "contract", "decision"];
    const hrefs = words.flatMap((word) => find(word).map(({ item }) => item.href));
    const dead = hrefs.filter((href) => {
      const [file = "", fragment = ""] = href.split("#");
      const html = pages.get(file);
      const isThere =
        fragment === "" || fragment.startsWith("/") || html?.includes(`id="${fragment}"`);
      return html === undefined || isThere !== true;
    });

    expect(dead).toEqual([]);
    expect(hrefs.length).toBeGreaterThan(20);
  });

  it("finds nothing for what nobody wrote, or for nothing", () => {
    expect(find("xyzzyplugh")).toEqual([]);
    expect(find("  ")).toEqual([]);
  });
});
