import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { isFindables } from "../src/browser/Findable.ts";
import { finder } from "../src/browser/find.ts";
import { readApi, referenceFragment } from "../src/contract/readApi.ts";
import { errorFragment } from "../src/pages/errorCodes.ts";
import { readBundle } from "./bundle.ts";
import { readSite, unescaped } from "./siteLinks.ts";

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

/** The headings of the guides, as their pages show them. */
const headings = [...pages]
  .filter(([file]) => file.startsWith("guides/"))
  .flatMap(([file, html]) =>
    Array.from(html.matchAll(/<h(?:1|[2-6] id="([^"]+)")>([^]*?)<\/h/gu), ([, id, text = ""]) => ({
      file,
      heading: unescaped(text.replaceAll(/<[^>]+>/gu, "")),
      href: id === undefined ? file : `${file}#${id}`,
    })),
  );

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

  it("finds operations by a word of a property's name, and by the name in another spelling", () => {
    for (const query of ["currentPower", "current power", "current_power", "CURRENTPOWER"]) {
      expect(first(query)?.kind, query).toBe("Operation");
      expect(first(query)?.names, query).toContain("getEvCharger");
    }
  });

  it("finds by a property's whole name only what has that name", () => {
    const texts = find("conflictingActionIds").map(({ item }) => item.text);

    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((text) => !text.includes("conflictingActionIds"))).toEqual([]);
  });

  it("finds something for a sentence whose words are nowhere together", () => {
    const titles = find("where is the pagination cursor gone").map(({ item }) => item.title);

    expect(titles).toContain("Pagination");
  });

  it.each(["chargr", "pagintion", "conflct"])("finds something for %s, a typing error", (typed) => {
    expect(find(typed)).not.toHaveLength(0);
  });

  it.each(headings)("finds “$heading” of $file, and what has that title first", (part) => {
    const found = find(part.heading).map(({ item }) => item);

    expect(found[0]?.title.toLowerCase()).toBe(part.heading.toLowerCase());
    expect(found.map(({ href }) => href)).toContain(part.href);
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

describe("the data of the search", () => {
  const item = {
    id: 0,
    kind: "Guide",
    href: "guides/errors.html",
    title: "Errors",
    within: "Errors",
    names: [],
    text: "",
  };

  it("are taken when they are whole, with a method or without", () => {
    expect(isFindables([item, { ...item, method: "GET" }])).toBe(true);
  });

  it.each([
    ["no list", item],
    ["no thing", [null]],
    ["an id that is no number", [{ ...item, id: "0" }]],
    ["an unknown kind", [{ ...item, kind: "Advert" }]],
    ["no address", [{ ...item, href: undefined }]],
    ["a method that is no text", [{ ...item, method: 1 }]],
    ["names that are no texts", [{ ...item, names: [1] }]],
  ])("are refused for %s", (_, data) => {
    expect(isFindables(data)).toBe(false);
  });
});
