import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { fragmentOf } from "./fragmentOf.ts";
import { openSite, type OpenSite, originOf, takenOver } from "./openSite.ts";
import { launched, noBrowser } from "./launched.ts";

const PAGE = join(import.meta.dirname, "..", "dist", "reference", "index.html");
const bundle = await readBundle();

describe.skipIf(noBrowser !== "")(`the reference in a real browser${noBrowser}`, () => {
  let server: DocsServer;
  let origin: string;
  let reference: string;
  let site: OpenSite;
  let page: Page;

  beforeAll(async () => {
    server = await startDocs({ port: 0 });
    origin = originOf(server.url);
    reference = `${origin}/reference/index.html`;
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    if (!("browser" in launched)) return;
    site = await openSite(launched.browser, origin);
    ({ page } = site);
  });
  afterEach(() => site.close());

  function menu(): Locator {
    return page.locator(".menu-content");
  }

  function heading(text: string): Locator {
    return page.getByRole("main").locator("h1, h2").getByText(text, { exact: true });
  }

  async function showsTitle(): Promise<void> {
    await page.getByRole("heading", { level: 1, name: bundle.title }).waitFor();
  }

  it("is laid out by the standard, not in the quirks mode of a page without doctype", async () => {
    await page.goto(reference);
    await takenOver(page);
    expect(await page.evaluate(() => document.compatMode)).toBe("CSS1Compat");
  });

  it("shows the API's title, quietly and without asking any other host", async () => {
    await page.goto(reference);
    await takenOver(page);
    await showsTitle();
    await page.waitForLoadState("networkidle");

    expect(await page.title()).toContain(bundle.title);
    expect(site.complaints).toEqual([]);
  });

  it("gets the whole theme from its script, so that the page may have a part of it", async () => {
    await page.goto(reference);
    await takenOver(page);
    const { text, script } = await page.evaluate(() => {
      const variables = (selector: string): string[] =>
        Array.from(document.styleSheets)
          .filter(({ ownerNode }) => ownerNode instanceof Element && ownerNode.matches(selector))
          .flatMap(({ cssRules }) => Array.from(cssRules))
          .filter((rule) => rule instanceof CSSStyleRule)
          .filter(({ selectorText }) => selectorText.startsWith(":root"))
          .flatMap(({ style }) => Array.from(style))
          .filter((name) => name.startsWith("--"));
      return {
        text: variables('[data-styled="true"]'),
        script: variables('[data-styled="active"]'),
      };
    });

    expect(text.length).toBeGreaterThan(0);
    expect(script.length).toBeGreaterThan(text.length);
    expect(script).toEqual(expect.arrayContaining(text));
  });

  it("opens each tag from the menu, with its operations", async () => {
    await page.goto(reference);
    await takenOver(page);
    for (const tag of bundle.tags) {
      await menu().getByText(tag, { exact: true }).click();
      await heading(tag).waitFor();
      for (const { summary } of bundle.operations.filter((operation) => operation.tag === tag)) {
        await menu().getByText(summary, { exact: true }).waitFor();
      }
    }
    expect(bundle.tags).not.toHaveLength(0);
  });

  it.each(bundle.operations)("opens the deep link to $id", async ({ id, summary, tag }) => {
    await page.goto(`${reference}${fragmentOf({ id, tag })}`);
    await heading(summary).waitFor();
    const here = menu().locator('[data-active="true"]').filter({ hasText: summary });
    await here.waitFor();

    expect(await here.count()).toBe(1);
  });

  it.each(["openapi.yaml", "openapi.json"] as const)("offers %s as bundled", async (file) => {
    await page.goto(reference);
    await takenOver(page);
    const href = await page.getByRole("link", { name: file }).first().getAttribute("href");
    const response = await site.context.request.get(
      new URL(href ?? "", `${server.url}/reference/`).href,
    );

    expect(href).toBe(`../${file}`);
    expect(response.status()).toBe(200);
    expect((await response.body()).equals(bundle.files[file])).toBe(true);
  });

  it("leads to a page of each operation when the browser runs no scripts", async () => {
    if (!("browser" in launched)) return;
    const quiet = await openSite(launched.browser, origin, { javaScriptEnabled: false });
    await quiet.page.goto(reference);
    for (const { id, summary } of bundle.operations) {
      const link = quiet.page.locator("noscript").getByRole("link", { name: summary, exact: true });
      expect(await link.getAttribute("href")).toBe(`../operations/${id}.md`);
      expect(await link.isVisible()).toBe(true);
    }
    await quiet.close();
  });

  it("works when opened from a file without any network", async () => {
    await site.context.setOffline(true);
    await page.goto(pathToFileURL(PAGE).href);
    await takenOver(page);
    await showsTitle();
    for (const tag of bundle.tags) {
      await menu().getByText(tag, { exact: true }).click();
      await heading(tag).waitFor();
    }

    expect(await page.title()).toContain(bundle.title);
  });
});
