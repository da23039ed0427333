import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const browser = join(import.meta.dirname, "../browser");

const ENTRIES = [
  "theme.ts",
  "afterPaint.ts",
  "site.ts",
  "console.ts",
  "site.css",
  "reference.css",
  "console.css",
];

/** What the pages load, by its place in the site. */
export interface Assets {
  readonly icon: string;
  readonly card: string;
  readonly style: string;
  readonly theme: string;
  /** Loads other scripts once the page can be seen. */
  readonly afterPaint: string;
  readonly site: string;
  /** The style of the reference and the one of the console, beyond the site's own. */
  readonly referenceStyle: string;
  readonly consoleStyle: string;
  readonly console: string;
  /** The contract's files, which pages may link to. */
  readonly downloads: readonly string[];
  /** The content of each, by its place in the site. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/**
 * Bundles what the browser runs and shows. A script or style has its hash in its name, so that a page
 * never meets those of another build.
 */
export async function buildAssets(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES.map((file) => join(browser, file)),
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome111", "firefox113", "safari16.4"],
    outdir: "assets",
    logLevel: "silent",
  });
  const files = new Map<string, string | Uint8Array>();
  const names = new Map<string, string>();
  for (const { path, contents } of outputFiles) {
    const [, name = "", ending = ""] = /([^/\\]+)\.(\w+)$/u.exec(path) ?? [];
    const place = hashedName(name, ending, contents);
    files.set(place, contents);
    names.set(`${name}.${ending}`, place);
  }
  for (const file of ["icon.svg", "card.png"]) {
    files.set(`assets/${file}`, await readFile(join(browser, file)));
  }
  const nameOf = (file: string): string => {
    const name = names.get(file);
    if (name === undefined) throw new Error(`esbuild made no ${file}.`);
    return name;
  };
  return {
    icon: "assets/icon.svg",
    card: "assets/card.png",
    style: nameOf("site.css"),
    theme: nameOf("theme.js"),
    afterPaint: nameOf("afterPaint.js"),
    site: nameOf("site.js"),
    referenceStyle: nameOf("reference.css"),
    consoleStyle: nameOf("console.css"),
    console: nameOf("console.js"),
    downloads: ["openapi.yaml", "openapi.json", "llms.txt", "llms-full.txt"],
    files,
  };
}

/** The place of a file whose name says what is in it. */
export function hashedName(name: string, ending: string, content: string | Uint8Array): string {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  return `assets/${name}.${hash}.${ending}`;
}
