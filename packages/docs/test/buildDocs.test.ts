import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildDocs } from "../src/buildDocs.ts";
import { readBundle } from "./bundle.ts";

const bundle = await readBundle();

describe("buildDocs", () => {
  let outDir: string;

  beforeEach(async () => {
    outDir = await mkdtemp(join(tmpdir(), "ev-charger-docs-"));
  });
  afterEach(async () => {
    await rm(outDir, { recursive: true, force: true });
  });

  it("writes the page and the bundle's exact bytes, and nothing else", async () => {
    const build = await buildDocs({ outDir });

    expect((await readdir(outDir)).toSorted()).toEqual([
      "index.html",
      "openapi.json",
      "openapi.yaml",
    ]);
    expect(await readFile(join(outDir, "openapi.json"))).toEqual(bundle.files["openapi.json"]);
    expect(await readFile(join(outDir, "openapi.yaml"))).toEqual(bundle.files["openapi.yaml"]);
    expect((await readFile(build.page)).length).toBe(build.bytes);
  });

  it("builds the same bytes twice", async () => {
    const first = await readFile((await buildDocs({ outDir })).page);
    const second = await readFile((await buildDocs({ outDir })).page);

    expect(second.equals(first)).toBe(true);
  });

  it("says what Redocly said and keeps the last good page when the spec is broken", async () => {
    await writeFile(join(outDir, "index.html"), "the last good page");
    const json = join(outDir, "broken.json");
    await writeFile(json, '{ "openapi": "3.1.0", "info": ');

    await expect(buildDocs({ outDir, json })).rejects.toThrow(
      /Redocly could not[^]*openapi\.json/u,
    );
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
