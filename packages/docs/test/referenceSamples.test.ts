import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type ApiOperation, readApi, referenceFragment } from "../src/contract/readApi.ts";
import { samplesOf } from "../src/samples/samplesOf.ts";
import { type DocsServer, startDocs } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { openSite, originOf, takenOver } from "./openSite.ts";
import { launched, noBrowser } from "./launched.ts";

const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));

describe.skipIf(noBrowser !== "")(`samples in the reference${noBrowser}`, () => {
  let server: DocsServer;

  beforeAll(async () => {
    server = await startDocs({ port: 0 });
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
  });

  /** Opens the reference at an operation, wide enough for the samples to stand beside the text. */
  async function openAt(fragment: string): Promise<Page> {
    if (!("browser" in launched)) throw new Error("There is no browser.");
    const origin = originOf(server.url);
    const viewport = { width: 1400, height: 900 };
    // It complains of whatever the page's policy stops.
    const site = await openSite(launched.browser, origin, { viewport });
    onTestFinished(() => site.close());
    await site.page.goto(`${origin}/reference/index.html${fragment}`);
    await takenOver(site.page);
    return site.page;
  }

  const panelOf = (page: Page, { method, path }: ApiOperation): Locator =>
    page.locator(".panel-request-samples").filter({
      has: page.getByRole("button", { name: `${method} ${path}`, exact: true }),
    });

  /** Chooses a language from the menu of a panel, by what the menu shows now and what it is to show. */
  async function choose(panel: Locator, now: string, next: string): Promise<void> {
    await panel.getByRole("button", { name: now, exact: true }).click();
    // The menu opens outside the panel.
    await panel.page().getByRole("menuitem", { name: next, exact: true }).click();
    await panel.getByRole("button", { name: next, exact: true }).waitFor();
  }

  it.each(api.operations)("of $operationId can be chosen one by one", async (operation) => {
    const panel = panelOf(await openAt(referenceFragment(operation)), operation);
    const samples = samplesOf(operation, api.server);
    let now = samples[0]?.label ?? "";
    for (const { label, source } of [...samples.slice(1), ...samples.slice(0, 1)]) {
      await choose(panel, now, label);

      expect(await panel.locator("pre").innerText()).toBe(source);
      now = label;
    }
  });

  it("offer other examples of a body where that changes what is shown, and nowhere else", async () => {
    const operation = api.operations.find(({ body }) =>
      body?.media.some(({ examples }) => examples.length > 1),
    );
    if (operation === undefined) throw new Error("The contract has no body with two examples.");
    const panel = panelOf(await openAt(referenceFragment(operation)), operation);
    const examples = panel.getByRole("button", { name: /^Example/u });
    await panel.locator("pre").waitFor();
    expect(await examples.count()).toBe(0);

    await choose(panel, "curl", "Payload");
    const first = await panel.locator("pre").innerText();
    await examples.click();
    await panel
      .page()
      .getByRole("menu")
      .filter({ visible: true })
      .getByRole("menuitem")
      .nth(1)
      .click();

    await expect.poll(() => panel.locator("pre").innerText()).not.toBe(first);
  });
});
