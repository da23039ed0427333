import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { fragmentOf } from "./fragmentOf.ts";
import { openSite, originOf, takenOver } from "./openSite.ts";
import { readSite } from "./siteLinks.ts";
import { launched, noBrowser } from "./launched.ts";

const { pages } = await readSite(join(import.meta.dirname, "../dist"));
const bundle = await readBundle();
const [operation] = bundle.operations;
if (operation === undefined) throw new Error("The contract has no operation.");

const WIDE = { width: 1400, height: 900 };
const NARROW = { width: 390, height: 844 };
const SIZES = [WIDE, NARROW].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({
    name: `${viewport.width} px wide, ${colorScheme}`,
    viewport,
    colorScheme,
  })),
);

let server: DocsServer;
let origin: string;

beforeAll(async () => {
  server = await startDocs({ port: 0 });
  origin = originOf(server.url);
});
afterAll(async () => {
  if ("browser" in launched) await launched.browser.close();
  await server.stop();
});

/** A page for one test; what it should not have done fails the test. */
async function open(options: BrowserContextOptions, from = origin): Promise<Page> {
  if (!("browser" in launched)) throw new Error(launched.reason);
  const site = await openSite(launched.browser, from, { reducedMotion: "reduce", ...options });
  onTestFinished(() => site.close());
  return site.page;
}

/** Where the reference shows an operation. */
const addressOf = (one: { id: string; tag: string }): string =>
  `${origin}/reference/index.html${fragmentOf(one)}`;

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** How far below the site's header the top of a heading is, in pixels. */
const belowHeader = (page: Page, text: string): Promise<number | undefined> =>
  page.evaluate((wanted) => {
    const header = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
    const heading = [...document.querySelectorAll("main :is(h1, h2)")].find(
      (one) => one.textContent.trim() === wanted,
    );
    return heading && heading.getBoundingClientRect().top - Math.max(header, 0);
  }, text);

/** Redoc has taken over the prerendered text. */
async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("main [data-section-id]") !== null);
  await page.waitForLoadState("networkidle");
}

describe.skipIf(noBrowser !== "")(`the look of the site${noBrowser}`, () => {
  it.each(SIZES)(
    "fits every page into its window: $name",
    async ({ viewport, colorScheme }) => {
      const page = await open({ viewport, colorScheme });
      for (const file of pages.keys()) {
        await page.goto(`${origin}/${file}`, { waitUntil: "load" });
        expect(await overflow(page), file).toBe(0);
        expect(await page.getByRole("main").count(), file).toBe(1);
        for (const link of await page.locator("header nav a").all()) {
          expect(await link.isVisible(), file).toBe(true);
        }
      }
    },
    120_000,
  );

  it.each(SIZES)(
    "fits an operation of the reference: $name",
    async (size) => {
      const page = await open(size);
      for (const one of bundle.operations) {
        await page.goto(addressOf(one));
        await hydrated(page);
        expect(await overflow(page), one.id).toBe(0);
      }
    },
    60_000,
  );

  it.each([...bundle.operations])("leads to the heading of $id, below the header", async (one) => {
    const page = await open({ viewport: WIDE });
    await page.goto(addressOf(one));
    await expect.poll(() => belowHeader(page, one.summary)).toBeGreaterThanOrEqual(0);
    await expect.poll(() => belowHeader(page, one.summary)).toBeLessThan(120);
  });

  it("switches colours by the button of the header, for all pages and after a reload", async () => {
    const page = await open({ viewport: WIDE, colorScheme: "light" });
    await page.goto(`${origin}/index.html`);
    const light = await background(page);
    const toggle = page.getByRole("button", { name: "Dark colours" });
    expect(await toggle.getAttribute("aria-pressed")).toBe("false");
    await toggle.click();
    const dark = await background(page);

    expect(dark).not.toBe(light);
    expect(await toggle.getAttribute("aria-pressed")).toBe("true");
    for (const file of ["index.html", "guides/errors.html", "reference/index.html"]) {
      await page.goto(`${origin}/${file}`);
      expect(await background(page), file).toBe(dark);
      await page.reload();
      expect(await background(page), file).toBe(dark);
    }
  });

  it.each([WIDE, NARROW])(
    "switches the reference with the site, $width px wide, whatever is chosen in it",
    async (viewport) => {
      const page = await open({ viewport, colorScheme: "light" });
      const toggle = page.getByRole("button", { name: "Dark colours" });
      const title = page.locator("main h1");
      const ofTitle = () => title.evaluate((element) => getComputedStyle(element).color);
      await page.goto(`${origin}/reference/index.html`);
      await takenOver(page);
      await hydrated(page);
      const light = await ofTitle();
      await toggle.click();
      const dark = await ofTitle();
      expect(dark).not.toBe(light);
      // Redoc now starts from what was chosen, and brings it back with any other choice.
      await page.reload();
      await hydrated(page);
      expect(await ofTitle()).toBe(dark);
      await toggle.click();
      const layout = "icons/HorizontalViewIcon/HorizontalViewIcon";
      await page.locator(`[data-component-name="${layout}"]`).dispatchEvent("click");
      await page.waitForFunction(() => document.cookie.includes("stacked"));
      expect(await ofTitle()).toBe(light);
      await page.reload();
      await hydrated(page);

      expect(await ofTitle()).toBe(light);
    },
  );

  it("shows its own search and switch of colours alone, and who makes the reference", async () => {
    const page = await open({ viewport: WIDE });
    await page.goto(`${origin}/reference/index.html`);
    await takenOver(page);
    for (const id of ["search-trigger", "color-mode-switcher"]) {
      await page.locator(`[data-testid="${id}"]`).waitFor({ state: "attached" });
      expect(await page.locator(`[data-testid="${id}"]`).isVisible(), id).toBe(false);
    }
    expect(await page.getByRole("link", { name: "API docs by" }).isVisible()).toBe(true);
  });

  it("keeps the menu of the reference below the header", async () => {
    const page = await open({ viewport: WIDE });
    await page.goto(addressOf(operation));
    await hydrated(page);
    await page.mouse.wheel(0, 1500);
    await page.waitForFunction(() => scrollY > 500);
    const header = await page.locator("header").boundingBox();
    const menu = await page.getByRole("navigation", { name: "Reference" }).boundingBox();

    expect(header?.y).toBe(0);
    expect(menu?.y).toBe(header?.height);
  });

  it("opens the menu of the reference on a phone, and an operation from it", async () => {
    const page = await open({ viewport: NARROW });
    await page.goto(`${origin}/reference/index.html`);
    await takenOver(page);
    await page.getByRole("button", { name: "Open navigation menu" }).click();
    const menu = page.getByRole("navigation", { name: "Reference" });
    // Nothing covers the first of its links.
    await menu.getByRole("link").first().click({ trial: true });
    await menu.getByText(operation.tag, { exact: true }).click();
    await menu.getByText(operation.summary, { exact: true }).click();
    const heading = page.getByRole("main").getByText(operation.summary, { exact: true });
    await heading.waitFor();

    expect(await menu.isVisible()).toBe(false);
  });

  it("shows where the keyboard is, on the reference's own button, too", async () => {
    const page = await open({ viewport: NARROW });
    await page.goto(`${origin}/reference/index.html`);
    await takenOver(page);
    const button = page.getByRole("button", { name: "Open navigation menu" });
    await button.waitFor();
    await page.keyboard.press("Tab");
    await button.focus();

    expect(await button.evaluate((one) => getComputedStyle(one).outlineStyle)).toBe("solid");
  });

  it("opens the menu of the guides on a phone by keyboard", async () => {
    const page = await open({ viewport: NARROW });
    await page.goto(`${origin}/guides/errors.html`);
    const link = page.getByRole("navigation", { name: "Guides" }).getByRole("link").first();
    expect(await link.isVisible()).toBe(false);
    await page.locator("details.menu summary").focus();
    await page.keyboard.press("Enter");
    await link.waitFor();
    await page.keyboard.press("Tab");

    expect(await link.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it.each(["index.html", "reference/index.html"])(
    "skips to the text of %s by keyboard",
    async (file) => {
      const page = await open({ viewport: WIDE });
      await page.goto(`${origin}/${file}`);
      await page.getByRole("main").waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");

      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
    },
  );

  it.each([
    ["of this machine", () => server.url],
    ["without a clipboard for scripts, as http is", () => origin],
  ])("copies code on a page %s, and says so", async (_, from) => {
    const permissions = ["clipboard-read", "clipboard-write"];
    const reader = await open({ permissions }, server.url);
    await reader.goto(`${server.url}/llms.txt`);
    await reader.evaluate(() => navigator.clipboard.writeText("what was there before"));
    const page = await open({ viewport: WIDE, permissions }, from());
    await page.goto(`${from()}/index.html`);
    const code = page.locator("article pre").first();
    const text = await code.innerText();
    await code.hover();
    await page.getByRole("button", { name: "Copy this code" }).first().click();
    await page.getByRole("status").getByText("Copied").waitFor();
    await reader.bringToFront();

    expect(await reader.evaluate(() => navigator.clipboard.readText())).toBe(text);
  });

  it("shows the reference before any script has run, and where it will stay", async () => {
    if (!("browser" in launched)) return;
    const context = await launched.browser.newContext({ viewport: WIDE });
    onTestFinished(() => context.close());
    await context.route("**/*.js", (route) => route.abort());
    const early = await context.newPage();
    await early.goto(`${origin}/reference/index.html`);
    const title = early.getByRole("heading", { level: 1, name: bundle.title });
    expect(await title.isVisible()).toBe(true);
    const late = await open({ viewport: WIDE });
    await late.goto(`${origin}/reference/index.html`);
    await hydrated(late);
    const [before, after] = await Promise.all(
      [early, late].map((page) =>
        page.getByRole("heading", { level: 1, name: bundle.title }).boundingBox(),
      ),
    );

    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(8);
    expect(Math.abs((after?.x ?? 0) - (before?.x ?? 0))).toBeLessThan(8);
  });
});
