import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { launchBrowser, PUBLIC_HOST } from "./browser.ts";
import { readBundle } from "./bundle.ts";

const PAGE = join(import.meta.dirname, "..", "dist", "index.html");
const bundle = await readBundle();
const launched = await launchBrowser();
const noBrowser =
  "reason" in launched ? ` (skipped: no browser starts here: ${launched.reason})` : "";

describe.skipIf(noBrowser !== "")(`the page in a real browser${noBrowser}`, () => {
  let server: DocsServer;
  let origin: string;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    server = await startDocs({ port: 0 });
    origin = `http://${PUBLIC_HOST}:${new URL(server.url).port}`;
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    if (!("browser" in launched)) return;
    complaints = [];
    context = await launched.browser.newContext();
    context.setDefaultTimeout(5000);
    context.on("request", (request) => {
      const isOwn = ["data:", "file:", `${origin}/`].some((own) => request.url().startsWith(own));
      if (!isOwn) complaints.push(`request to another host: ${request.url()}`);
    });
    context.on("requestfailed", (request) => complaints.push(`failed request: ${request.url()}`));
    context.on("console", (message) => {
      if (message.type() === "error") complaints.push(`console error: ${message.text()}`);
    });
    context.on("weberror", (error) => complaints.push(`thrown: ${error.error().message}`));
    // What the page's own policy stops never becomes a request, but should not be tried either.
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) => {
        // Redoc tries `eval` to learn whether it may search in workers, and searches without them.
        if (blockedURI !== "eval") console.error(`stopped by ${violatedDirective}: ${blockedURI}`);
      });
    });
    page = await context.newPage();
  });
  afterEach(async () => {
    // A page that is left may still want to report something.
    await page.goto("about:blank");
    await context.close();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });

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
    await page.goto(origin);
    expect(await page.evaluate(() => document.compatMode)).toBe("CSS1Compat");
  });

  it("shows the API's title, quietly and without asking any other host", async () => {
    await page.goto(origin);
    await showsTitle();
    await page.waitForLoadState("networkidle");

    expect(await page.title()).toBe(bundle.title);
    expect(complaints).toEqual([]);
  });

  it("opens each tag from the menu, with its operations", async () => {
    await page.goto(origin);
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
    await page.goto(`${origin}/#/${slug(tag)}/${id}`);
    await heading(summary).waitFor();
    const here = menu().locator('[data-active="true"]').filter({ hasText: summary });
    await here.waitFor();

    expect(await here.count()).toBe(1);
  });

  it("finds an operation by search", async () => {
    const [operation] = bundle.operations.toReversed();
    if (operation === undefined) throw new Error("The bundle has no operation.");
    await page.goto(origin);
    await page.getByTestId("search-trigger").click();
    await page.getByPlaceholder("Search docs").fill(operation.summary);
    const found = page.getByRole("link", { name: `${operation.endpoint} ${operation.summary}` });
    await found.first().click();
    await heading(operation.summary).waitFor();

    expect(new URL(page.url()).hash).toContain(operation.id.toLowerCase());
  });

  it.each(["openapi.yaml", "openapi.json"] as const)("offers %s as bundled", async (file) => {
    await page.goto(origin);
    const href = await page.getByRole("link", { name: file }).first().getAttribute("href");
    const response = await context.request.get(new URL(href ?? "", `${server.url}/`).href);

    expect(href).toBe(file);
    expect(response.status()).toBe(200);
    expect((await response.body()).equals(bundle.files[file])).toBe(true);
  });

  it("links to nothing on its own server but its parts and the two files", async () => {
    await page.goto(origin);
    const hrefs = await page
      .locator("a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    const own = hrefs.filter((href) => !/^(?:https?:|mailto:)/u.test(href));

    expect(own.filter((href) => !/^#|^openapi\.(?:yaml|json)$/u.test(href))).toEqual([]);
    expect(own).toContain("#/");
  });

  it("fits a phone's width", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(origin);
    await showsTitle();

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it("works when opened from a file without any network", async () => {
    await context.setOffline(true);
    await page.goto(pathToFileURL(PAGE).href);
    await showsTitle();
    for (const tag of bundle.tags) {
      await menu().getByText(tag, { exact: true }).click();
      await heading(tag).waitFor();
    }

    expect(await page.title()).toBe(bundle.title);
  });
});

/** How Redoc writes a tag in an address. */
function slug(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-");
}
