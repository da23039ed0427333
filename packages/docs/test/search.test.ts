import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { openSite, type OpenSite, originOf, takenOver } from "./openSite.ts";
import { launched, noBrowser } from "./launched.ts";

const dist = join(import.meta.dirname, "../dist");
const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const { operations } = await readBundle();

describe.skipIf(noBrowser !== "")(`the search in a real browser${noBrowser}`, () => {
  let server: DocsServer;
  let site: OpenSite;
  let page: Page;

  beforeAll(async () => {
    server = await startDocs({ port: 0 });
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
  });
  beforeEach(async () => {
    if (!("browser" in launched)) return;
    site = await openSite(launched.browser, originOf(server.url));
    ({ page } = site);
  });
  afterEach(() => site.close());

  const visit = (path: string) => page.goto(`${originOf(server.url)}/${path}`);
  const box = () => page.getByRole("combobox", { name: "Search" });
  const results = () => page.getByRole("option");

  it("leads from a guide to an operation in the reference, by the keyboard alone", async () => {
    const operation = operations.at(-1);
    if (operation === undefined) throw new Error("The bundle has no operation.");
    await visit("guides/quick-start.html");
    await page.keyboard.press("/");
    await box().fill(operation.id);
    await results().first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/reference\/index\.html#/u);
    const heading = page
      .getByRole("main")
      .locator("h1, h2")
      .getByText(operation.summary, { exact: true });
    await heading.first().waitFor();

    expect(page.url()).toContain(operation.id);
  });

  it("leads from the reference to a guide, with Ctrl+K in place of Redoc's own search", async () => {
    await visit("reference/index.html");
    await takenOver(page);
    await page.keyboard.press("Control+k");
    await box().fill("pagination");
    await results().filter({ hasText: "Guide" }).first().click();
    await page.waitForURL(/\/guides\//u);

    expect(await page.locator("h1").textContent()).toMatch(/pag/iu);
  });

  it("opens an operation on the very page that is open", async () => {
    const [operation] = operations;
    if (operation === undefined) throw new Error("The bundle has no operation.");
    await visit("reference/index.html");
    await takenOver(page);
    await page.getByRole("button", { name: "Search" }).click();
    await box().fill(operation.summary);
    await results().first().click();
    await page.locator("h2, h1").getByText(operation.summary, { exact: true }).first().waitFor();

    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("loads its data when it is opened, and no sooner", async () => {
    const loaded: string[] = [];
    site.context.on("request", (request) => loaded.push(request.url()));
    await page.goto(`${originOf(server.url)}/index.html`, { waitUntil: "networkidle" });
    const before = loaded.filter((url) => url.includes("/assets/search."));
    await page.keyboard.press("/");
    await box().fill("charger");
    await results().first().waitFor();

    expect(before).toEqual([]);
    expect(loaded.filter((url) => url.includes("/assets/search."))).toHaveLength(1);
  });

  it("takes a slash that is typed into a field for a letter", async () => {
    await visit("index.html");
    await page.keyboard.press("/");
    await box().waitFor();
    await page.keyboard.type("/actions");

    expect(await box().inputValue()).toBe("/actions");
  });

  it("leaves Ctrl+Shift+K to the browser", async () => {
    await visit("index.html");
    await page.keyboard.press("Control+Shift+K");
    const before = await page.getByRole("dialog").count();
    await page.keyboard.press("Control+k");
    await box().waitFor();

    expect(before).toBe(0);
  });

  it("shows an operation's method and path, and finds it in spite of a typing error", async () => {
    await visit("guides/errors.html");
    await page.keyboard.press("/");
    await box().fill("chargr");
    const operation = operations.find(({ summary }) => /charger/iu.test(summary));
    if (operation === undefined) throw new Error("No operation is about chargers.");
    await results().filter({ hasText: operation.summary }).first().waitFor();
    const texts = await results().allTextContents();

    expect(texts.filter((text) => text.includes(operation.endpoint))).not.toEqual([]);
  });

  it("fits a phone, says nothing wrong to a screen reader, and closes without a keyboard", async () => {
    await page.setViewportSize({ width: 390, height: 700 });
    await visit("guides/errors.html");
    await page.getByRole("button", { name: "Search" }).click();
    await box().fill("charger");
    await results().nth(1).waitFor();
    await page.evaluate(axe);
    const { violations }: AxeResults = await page.evaluate("axe.run('dialog')");
    const size = await page.getByRole("dialog").boundingBox();
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    await page.getByRole("button", { name: "Close" }).click();

    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(size?.width).toBe(390);
    expect(size?.height).toBeLessThanOrEqual(700);
    expect(beyond).toBe(0);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("moves through the results with the arrows, and says where it is", async () => {
    await visit("index.html");
    await page.keyboard.press("/");
    await box().fill("charger");
    await results().nth(1).waitFor();
    const chosen = () => box().getAttribute("aria-activedescendant");
    const first = await chosen();
    await page.keyboard.press("ArrowDown");
    const second = await chosen();
    await page.keyboard.press("ArrowUp");
    const again = await chosen();
    await page.keyboard.press("End");
    const last = await chosen();
    await page.keyboard.press("Home");

    expect(first).toBe(await results().first().getAttribute("id"));
    expect(second).toBe(await results().nth(1).getAttribute("id"));
    expect(again).toBe(first);
    expect(last).toBe(await results().last().getAttribute("id"));
    expect(await chosen()).toBe(first);
    expect(await page.getByRole("dialog").getByRole("status").textContent()).toMatch(
      /^(?:The best )?\d+ results$/u,
    );
  });

  it("says what to do when nothing is found, and Escape leads back to where one was", async () => {
    await visit("index.html");
    const button = page.getByRole("button", { name: "Search" });
    await button.click();
    await box().fill("xyzzyplugh");
    await page.getByText("Nothing found for “xyzzyplugh”").waitFor();
    await page.keyboard.press("Escape");

    expect(await results().count()).toBe(0);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("marks what matched without taking a text for HTML", async () => {
    await visit("index.html");
    await page.keyboard.press("/");
    await box().fill("<img src=x> charger");
    await page
      .getByRole("status")
      .filter({ hasText: /result|Nothing/u })
      .waitFor();
    await box().fill("charger");
    await results().first().waitFor();

    expect(await page.locator("dialog mark").first().textContent()).toMatch(/charger/iu);
    expect(await page.locator("dialog img").count()).toBe(0);
  });

  it("says so when its data cannot be loaded", async () => {
    await page.route("**/assets/search.*", (route) => route.abort("aborted"));
    await visit("index.html");
    await page.keyboard.press("/");
    await page.getByText("The search could not be loaded").waitFor();

    expect(site.complaints.splice(0)).toEqual([]);
  });

  it("works in a page that was opened from a file, without any network", async () => {
    await site.context.setOffline(true);
    await page.goto(pathToFileURL(join(dist, "guides/quick-start.html")).href);
    await page.keyboard.press("/");
    await box().fill("CONFLICT");
    await results().filter({ hasText: "Error" }).first().click();
    await page.waitForURL(/guides\/errors\.html#conflict$/u);

    expect(await page.locator("#conflict").textContent()).toBe("CONFLICT");
  });
});
