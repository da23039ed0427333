import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { buildDocs } from "../src/buildDocs.ts";
import { changelogPage } from "../src/changelog/changelogPage.ts";
import { readReleases } from "../src/changelog/readReleases.ts";
import { readApi } from "../src/contract/readApi.ts";
import { startDocs } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { changed } from "../../../spec/test/changed.ts";
import { openSite, originOf } from "./openSite.ts";
import { linksOf, readSite } from "./siteLinks.ts";
import { launched, noBrowser } from "./launched.ts";

const bundled: unknown = JSON.parse((await readBundle()).files["openapi.json"].toString());

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-released-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes a released contract: today's, with that version and other values at some places. */
async function release(
  version: string,
  edits: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const document = changed(bundled, { "/info/version": version, ...edits });
  await writeFile(join(folder, `${version}.yaml`), stringify(document));
}

/** The changelog that the releases have, and today's contract after them. */
async function changelog(today: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const file = join(folder, "today.json");
  await writeFile(file, JSON.stringify(changed(bundled, today)));
  const releases = await readReleases(folder);
  const [newest] = releases;
  if (newest === undefined) throw new Error("There is no release.");
  return (await changelogPage({ api: newest.api, file }, releases)).markdown;
}

/** The items of the newest release, below each of its headings. */
function newestOf(markdown: string): Readonly<Record<string, readonly string[]>> {
  const [, part = ""] = /^## [^]*?\n([^]*?)(?=^## |$(?![^]))/mu.exec(markdown) ?? [];
  const groups = Array.from(
    part.matchAll(/^### (.+)\n\n((?:- .*\n?)+)/gmu),
    ([, name = "", items = ""]) => {
      return [
        name,
        items
          .trim()
          .split("\n")
          .map((item) => item.slice(2)),
      ] as const;
    },
  );
  return Object.fromEntries(groups);
}

const STATE = "/components/schemas/EvChargerState";

describe("the changelog", () => {
  it("says what the first release will be, as long as there is none", async () => {
    const { markdown } = await changelogPage({ api: readApi(bundled), file: "" }, []);

    expect(markdown).toMatch(/^No release yet; the first one will be \d+\.\d+\.\d+\.\n$/u);
  });

  it("has nothing to compare the first release with", async () => {
    await release("1.0.0");

    expect(await changelog({ "/info/version": "1.0.0" })).toBe(
      "## 1.0.0\n\n[Reference of this version](v/1.0.0/index.html)\n\nThe first release.\n",
    );
  });

  it.each([
    [
      "an operation that is gone",
      {
        "/paths/~1actions~1{actionId}~1cancel": undefined,
        "/components/responses/PushedAction/links/cancelAction": undefined,
        "/components/responses/Action/links/cancelAction": undefined,
        "/components/responses/ActionList/links/cancelAction": undefined,
      },
      "Breaking",
      "`POST /actions/{actionId}/cancel`: removed.",
    ],
    [
      "a set that may grow and grew",
      {
        "/components/schemas/KnownChargerStatus/enum/5": "sleeping",
      },
      "Added",
      "`KnownChargerStatus`: the known values grew by `sleeping`.",
    ],
    [
      "a property that is gone",
      { [`${STATE}/properties/maxCurrent`]: undefined },
      "Breaking",
      "[`GET /ev-charger`](operation:listEvChargers), [`GET /ev-charger/{deviceId}`](operation:getEvCharger), `EvChargerState.maxCurrent`: removed.",
    ],
  ] as const)("tells %s", async (_, edits, group, text) => {
    await release("1.0.0");
    await release("1.1.0", edits);
    const groups = newestOf(await changelog({ ...edits, "/info/version": "1.1.0" }));

    expect(groups[group]).toContainEqual(expect.stringContaining(text));
  });

  it("says so when only the documentation changed", async () => {
    await release("1.0.0");
    await release("1.0.1", { [`${STATE}/description`]: "In other words." });

    expect(
      await changelog({ "/info/version": "1.0.1", [`${STATE}/description`]: "In other words." }),
    ).toMatch(/^## 1\.0\.1\n\n.*\n\nNothing but the documentation changed\./u);
  });

  it("puts what is not released yet on top, and the newest version first", async () => {
    await release("1.9.0");
    await release("1.10.0", { [`${STATE}/properties/volts`]: { type: "number" } });
    const markdown = await changelog({ "/info/version": "1.10.0" });
    const headings = [...markdown.matchAll(/^## (.+)$/gmu)].map(([, heading]) => heading);

    expect(headings).toEqual(["Unreleased", "1.10.0", "1.9.0"]);
    expect(newestOf(markdown)["Breaking"]).toContainEqual(expect.stringContaining("volts"));
  });
});

describe("the released contracts", () => {
  it.each([
    ["new.yaml", "openapi: 3.1.0", "must be named by its version"],
    ["1.0.0.yaml", "a: [", "is not YAML"],
    ["1.0.0.yaml", "openapi: 3.1.0", "is no released contract"],
    ["2.0.0.yaml", stringify(bundled), "has the version 1.0.0 in it"],
  ])("refuse %s when it is not what it says, and name it", async (name, text, message) => {
    await writeFile(join(folder, name), text);

    await expect(readReleases(folder)).rejects.toThrow(`${join(folder, name)} ${message}`);
  });

  it("are none where there is no folder", async () => {
    expect(await readReleases(join(folder, "missing"))).toEqual([]);
  });
});

describe.skipIf(noBrowser !== "")(`released versions in a real browser${noBrowser}`, () => {
  let outDir: string;
  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), "ev-charger-versions-"));
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await rm(outDir, { recursive: true, force: true });
  });

  it("have a reference of their own, which says that there is a newer one", async () => {
    if (!("browser" in launched)) return;
    await release("1.0.0", { "/paths/~1actions/get/summary": "List what was done" });
    await release("1.9.0", { "/paths/~1actions/get/summary": "List what is done" });
    await release("1.10.0");
    await buildDocs({ outDir, released: folder, siteUrl: "https://docs.example/" });
    const docs = await startDocs({ port: 0, dir: outDir });
    const origin = originOf(docs.url);
    const site = await openSite(launched.browser, origin);
    const { page } = site;
    try {
      await page.goto(`${origin}/changelog.html`);
      await page.getByRole("link", { name: "Reference of this version" }).last().click();
      await page.waitForURL(`${origin}/v/1.0.0/index.html`);
      await page.getByText("You are reading version 1.0.0. The newest is 1.10.0.").waitFor();
      await page.locator(".menu-content").getByText("Actions", { exact: true }).click();
      await page.locator(".menu-content").getByText("List what was done").waitFor();

      expect(await page.title()).toContain("1.0.0");
      expect(await page.locator("link[rel=canonical]").getAttribute("href")).toBe(
        "https://docs.example/reference/index.html",
      );
      // The header's alone: the console has the operations of the current contract.
      expect(await page.getByRole("link", { name: "Try it" }).count()).toBe(1);
      for (const file of ["openapi.yaml", "openapi.json"]) {
        const link = page.getByRole("link", { name: file }).first();
        expect(await link.getAttribute("href")).toBe(file);
        expect(await readFile(join(outDir, "v/1.0.0", file), "utf8")).toContain(
          "List what was done",
        );
      }

      await page.getByRole("link", { name: "1.10.0" }).first().click();
      await page.waitForURL(`${origin}/reference/index.html`);
      expect(await page.locator(".notice").allTextContents()).toEqual([
        "Released versions: 1.10.0, 1.9.0, 1.0.0.",
      ]);

      await page.locator(".notice").getByRole("link", { name: "1.9.0" }).click();
      await page.getByText("You are reading version 1.9.0. The newest is 1.10.0.").waitFor();
      await page.locator(".menu-content").getByText("Actions", { exact: true }).click();
      await page.locator(".menu-content").getByText("List what is done").waitFor();
    } finally {
      await site.close();
      await docs.stop();
    }
  });

  it("keep the newest as it was released, whatever comes after it", async () => {
    await release("1.0.0", { "/paths/~1actions/get/summary": "List what was done" });
    await buildDocs({ outDir, released: folder });
    const [was, now] = await Promise.all(
      ["v/1.0.0", "reference"].map((at) => readFile(join(outDir, at, "index.html"), "utf8")),
    );

    expect(was).toContain("You are reading version 1.0.0, the newest release.");
    expect(await readFile(join(outDir, "v/1.0.0/openapi.yaml"), "utf8")).toContain(
      "List what was done",
    );
    expect(now).toContain("Released versions: ");
  });

  it("share the script of the current reference, and lead nowhere that is not there", async () => {
    await release("1.0.0");
    await release("1.1.0");
    await buildDocs({ outDir, released: folder });
    const { files, pages } = await readSite(outDir);
    const links = Array.from(pages, ([file, html]) => linksOf(file, html)).flat();

    expect([...files].filter((file) => /^assets\/redoc\..*js$/u.test(file))).toHaveLength(1);
    expect(links.filter(({ to }) => !files.has(to))).toEqual([]);
    expect(links.filter(({ from }) => from.startsWith("v/"))).not.toEqual([]);
  });
});
