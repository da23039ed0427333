import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readApi, referenceFragment } from "../src/contract/readApi.ts";
import { samplesOf } from "../src/samples/samplesOf.ts";
import { type DocsServer, startDocs } from "../src/startDocs.ts";
import { launchBrowser } from "./browser.ts";
import { readBundle } from "./bundle.ts";
import { openSite, originOf, takenOver } from "./openSite.ts";

const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));
const launched = await launchBrowser();
const noBrowser =
  "reason" in launched ? ` (skipped: no browser starts here: ${launched.reason})` : "";

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

  it.each(api.operations)("of $operationId can be chosen one by one", async (operation) => {
    const page = await openAt(referenceFragment(operation));
    const endpoint = page.getByRole("button", {
      name: `${operation.method} ${operation.path}`,
      exact: true,
    });
    const panel = page.locator(".panel-request-samples").filter({ has: endpoint });
    const samples = samplesOf(operation, api.server);
    let before = samples[0]?.label ?? "";
    for (const { label, source } of [...samples.slice(1), ...samples.slice(0, 1)]) {
      await panel.getByRole("button", { name: before, exact: true }).click();
      // The menu opens outside the panel.
      await page.getByRole("menuitem", { name: label, exact: true }).click();
      await panel.getByRole("button", { name: label, exact: true }).waitFor();

      expect(await panel.locator("pre").innerText()).toBe(source);
      before = label;
    }
  });
});
