import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildDocs } from "../src/buildDocs.ts";
import { readBundle } from "./bundle.ts";
import { readSite } from "./siteLinks.ts";

const bundle = await readBundle();

/** Every file of a folder, by its place in it. */
async function contents(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const { files } = await readSite(folder);
  return new Map(
    await Promise.all(
      [...files].map(async (file) => [file, await readFile(join(folder, file))] as const),
    ),
  );
}

describe("buildDocs", () => {
  let outDir: string;

  beforeEach(async () => {
    outDir = await mkdtemp(join(tmpdir(), "ev-charger-docs-"));
  });
  afterEach(async () => {
    await rm(outDir, { recursive: true, force: true });
  });

  it("writes the site and the bundle's exact bytes, and counts them", async () => {
    const build = await buildDocs({ outDir });
    const files = await contents(outDir);
    const sizes = [...files.values()].map(({ length }) => length);

    expect(files.get("openapi.json")).toEqual(bundle.files["openapi.json"]);
    expect(files.get("openapi.yaml")).toEqual(bundle.files["openapi.yaml"]);
    expect(build.page).toBe(join(outDir, "index.html"));
    expect(build.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(build.pages).toBe([...files.keys()].filter((file) => file.endsWith(".html")).length);
  });

  it("builds the same bytes twice, and removes what an older build left", async () => {
    await buildDocs({ outDir });
    const first = await contents(outDir);
    await writeFile(join(outDir, "assets", "old.js"), "of another build");
    await buildDocs({ outDir });

    expect(await contents(outDir)).toEqual(first);
  });

  it("names the place where it will be published in canonical links", async () => {
    await buildDocs({ outDir, siteUrl: "https://docs.example/api/" });
    const guide = await readFile(join(outDir, "guides", "quick-start.html"), "utf8");

    expect(guide).toContain(
      '<link rel="canonical" href="https://docs.example/api/guides/quick-start.html" />',
    );
    expect(guide).toContain('<meta property="og:image" content="https://docs.example/api/assets/');
  });

  it("refuses a place that is no address, before anything is written", async () => {
    await expect(buildDocs({ outDir, siteUrl: "docs.example" })).rejects.toThrow(
      "DOCS_URL must be",
    );
    expect(await readdir(outDir)).toEqual([]);
  });

  it("says what Redocly said and keeps the last good page when the spec is broken", async () => {
    await writeFile(join(outDir, "index.html"), "the last good page");
    const json = join(outDir, "broken.json");
    await writeFile(json, '{ "openapi": "3.1.0", "info": ');

    await expect(buildDocs({ outDir, json })).rejects.toThrow(`${json} is not JSON`);
    expect(await readFile(join(outDir, "index.html"), "utf8")).toBe("the last good page");
    expect((await readdir(outDir)).toSorted()).toEqual(["broken.json", "index.html"]);
  });

  it("names the bundle that is missing", async () => {
    const json = join(outDir, "missing.json");

    await expect(buildDocs({ outDir, json })).rejects.toThrow(`${json}. Bundle the spec first`);
  });

  it("refuses a spec whose description shows an image of another host", async () => {
    const document: unknown = JSON.parse(bundle.files["openapi.json"].toString());
    const info = { title: "t", version: "1", description: "![x](https://images.example/x.png)" };
    const json = join(outDir, "image.json");
    await writeFile(json, JSON.stringify({ ...Object(document), info }));

    await expect(buildDocs({ outDir, json })).rejects.toThrow("https://images.example/x.png");
    expect(await readdir(outDir)).toEqual(["image.json"]);
  });
});
