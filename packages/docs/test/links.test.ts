import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referenceFragment, readApi } from "../src/contract/readApi.ts";
import { readBundle } from "./bundle.ts";
import { linksOf, readSite } from "./siteLinks.ts";

const { files, pages } = await readSite(join(import.meta.dirname, "../dist"));
const links = [...pages].flatMap(([file, html]) => linksOf(file, html));
const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));
const fragments = new Set(api.operations.map((one) => referenceFragment(one).slice(1)));

/** The pages that can be reached from one by following links. */
function reachedFrom(start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const page of reached) {
    for (const { from, to, followed } of links) {
      if (from === page && followed && pages.has(to)) reached.add(to);
    }
  }
  return reached;
}

describe("the site's links", () => {
  it("lead to files that are there", () => {
    const dead = links.filter(({ to }) => !files.has(to)).map(({ from, to }) => `${from}: ${to}`);

    expect(dead).toEqual([]);
    expect(links.length).toBeGreaterThan(100);
  });

  it("lead to parts that are there", () => {
    const dead = links
      .filter(({ to, fragment }) => fragment !== "" && pages.has(to) && !fragment.startsWith("/"))
      .filter(
        ({ to, fragment }) => !pages.get(to)?.includes(`id="${decodeURIComponent(fragment)}"`),
      )
      .map(({ from, to, fragment }) => `${from}: ${to}#${fragment}`);

    expect(dead).toEqual([]);
  });

  it("to operations lead to operations that the reference has", () => {
    const places = new Set([...fragments, ...api.operations.map(({ operationId }) => operationId)]);
    const dead = links
      .filter(({ from, to, fragment }) => {
        const isReference = to === "reference/index.html" && from !== to;
        return isReference && fragment !== "" && !places.has(fragment);
      })
      .map(({ from, fragment }) => `${from}: ${fragment}`);

    expect(dead).toEqual([]);
  });

  it("reach every page from the first one", () => {
    const missed = [...pages.keys()].filter((page) => !reachedFrom("index.html").has(page));

    expect(missed).toEqual([]);
  });

  it("of the first page lead to every operation and every guide", () => {
    const first = links.filter(({ from, followed }) => from === "index.html" && followed);
    const guides = [...pages.keys()].filter((page) => page.startsWith("guides/"));
    const operations = first.filter(({ to }) => to === "reference/index.html");

    expect(first.map(({ to }) => to)).toEqual(expect.arrayContaining(guides));
    expect(operations.map(({ fragment }) => fragment)).toEqual(
      expect.arrayContaining([...fragments]),
    );
    expect(guides.length).toBeGreaterThanOrEqual(8);
  });

  it("are relative, so that the site works below any path", () => {
    const rooted = [...pages].filter(([, html]) => /<\w[^>]*\s(?:href|src)="\//u.test(html));

    expect(rooted.map(([file]) => file)).toEqual([]);
  });
});
