import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { changed } from "../../../spec/test/changed.ts";
import { buildDocs } from "../src/buildDocs.ts";
import { readApi, referenceFragment } from "../src/contract/readApi.ts";
import { type DocsServer, startDocs } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { launched, noBrowser } from "./launched.ts";
import { openSite, originOf, takenOver } from "./openSite.ts";

const bundled: unknown = JSON.parse((await readBundle()).files["openapi.json"].toString());
const LIST = "/paths/~1actions/get";
const ACTION = "/components/schemas/PushActionRequest/properties/action";

/** Today's contract, with a day of its own for each kind of thing that it deprecates. */
const contract = changed(bundled, {
  [`${LIST}/deprecated`]: true,
  [`${LIST}/x-sunset`]: "2027-01-01",
  "/components/parameters/limit/deprecated": true,
  "/components/parameters/limit/x-sunset": "2027-01-02",
  "/components/headers/RateLimit/deprecated": true,
  "/components/headers/RateLimit/x-sunset": "2027-01-03",
  [`${ACTION}/deprecated`]: true,
  [`${ACTION}/x-sunset`]: "2027-01-04",
});
const { operations } = readApi(contract);

describe.skipIf(noBrowser !== "")(`a site of what is deprecated${noBrowser}`, () => {
  let folder: string;
  let server: DocsServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ev-charger-deprecated-"));
    const [json, dir] = [join(folder, "openapi.json"), join(folder, "site")];
    await writeFile(json, JSON.stringify(contract));
    await buildDocs({ json, outDir: dir });
    server = await startDocs({ port: 0, dir });
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function open(path: string): Promise<Page> {
    if (!("browser" in launched)) throw new Error("There is no browser.");
    const origin = originOf(server.url);
    const site = await openSite(launched.browser, origin);
    onTestFinished(() => site.close());
    await site.page.goto(`${origin}/${path}`);
    return site.page;
  }

  /** Opens the reference at an operation. */
  async function reference(operationId: string): Promise<Page> {
    const operation = operations.find((one) => one.operationId === operationId);
    if (operation === undefined) throw new Error(`There is no operation ${operationId}.`);
    const page = await open(`reference/index.html${referenceFragment(operation)}`);
    await takenOver(page);
    return page;
  }

  /** The smallest part of a page that has all of these texts. */
  const smallest = (page: Page, ...texts: readonly string[]) => {
    const parts = page.getByRole("main").locator("h1, h2, div");
    return texts.reduce((found, hasText) => found.filter({ hasText }), parts).last();
  };

  it("shows a badge and the day at an operation, its parameters and its headers", async () => {
    const page = await reference("listActions");
    await page.getByRole("heading", { name: /List actions deprecated$/u }).waitFor();
    await page.getByText("May be removed from 2027-01-01 on.").first().waitFor();
    const limit = smallest(page, "deprecated", "May be removed from 2027-01-02 on.");
    await limit.waitFor();
    expect(await limit.innerText()).toMatch(/^limit/u);
    const header = smallest(page, "Deprecated.", "May be removed from 2027-01-03 on.");
    await header.waitFor();
    expect(await header.innerText()).toContain("How many requests the key may send");
  });

  it("shows a badge and the day at a property of a body", async () => {
    const page = await reference("pushEvChargerAction");
    const action = smallest(page, "deprecated", "May be removed from 2027-01-04 on.");
    await action.waitFor();
    expect(await action.innerText()).toMatch(/^action/u);
  });

  it("marks an operation among the results of the search", async () => {
    const page = await open("guides/quick-start.html");
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search" }).fill("listActions");
    const result = page.getByRole("option", { name: /^Operation List actions deprecated GET/u });
    await result.first().waitFor();
    await page.getByRole("combobox", { name: "Search" }).fill("getEvCharger");
    await page.getByRole("option", { name: /^Operation .+ GET \/ev-charger\/\{/u }).waitFor();
    expect(await page.locator('[role="option"] em').count()).toBe(0);
  });
});
