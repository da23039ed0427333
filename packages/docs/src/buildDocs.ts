import { mkdirSync, mkdtempSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readApi } from "./contract/readApi.ts";
import { changelogPage } from "./changelog/changelogPage.ts";
import { releasedNotice, releasedReferences } from "./changelog/releasedReferences.ts";
import { readReleases } from "./changelog/readReleases.ts";
import { consolePage } from "./console/consolePage.ts";
import { assumptions } from "./pages/assumptions.ts";
import { decisionsPage } from "./pages/decisionsPage.ts";
import { errorsTable } from "./pages/errorCodes.ts";
import { homePage } from "./pages/homePage.ts";
import { llms, llmsFull } from "./pages/llms.ts";
import { operationPage } from "./pages/operationPage.ts";
import { rawMarkdown } from "./pages/rawMarkdown.ts";
import { buildReference } from "./reference/buildReference.ts";
import { referencePage } from "./reference/referencePage.ts";
import { buildAssets, hashedName } from "./site/assets.ts";
import { buildSite } from "./site/buildSite.ts";
import { withPolicy } from "./site/policy.ts";
import { readDecisions, readGuides } from "./site/readGuides.ts";
import { findables, searchScript } from "./site/searchIndex.ts";

/** Where the docs come from and go to. */
export interface DocsOptions {
  /** The bundled spec as JSON. Default: `@ev-charger/spec/openapi.json`. */
  readonly json?: string;
  /** The same spec as YAML. Default: `@ev-charger/spec/openapi.yaml`. */
  readonly yaml?: string;
  /** The folder with the released contracts. Default: `spec/released`. */
  readonly released?: string;
  /** The folder to write to. Default: this package's `dist`. */
  readonly outDir?: string;
  /** Where the site will be published, for canonical links. Default: the environment's `DOCS_URL`, else none. */
  readonly siteUrl?: string;
  /** Waited for before any file is replaced; when it rejects, none is. Default: nothing. */
  readonly ready?: Promise<void>;
}

/** What was built. */
export interface DocsBuild {
  /** Absolute path of the first page. */
  readonly page: string;
  /** How many pages of HTML the site has. */
  readonly pages: number;
  /** Size of all files in bytes. */
  readonly bytes: number;
  /** How long building took. */
  readonly milliseconds: number;
}

type Files = Map<string, string | Uint8Array>;

/**
 * Builds the site: reference, guides, console, and the same for machines. The same spec gives the same
 * bytes. Each file replaces its predecessor at once, and only after everything was built: when building
 * fails, the folder is as before.
 *
 * @throws {Error} with Redocly's own message when it cannot read the spec, or saying which address
 *   a page would load from another host; InvalidPageError when a guide leads nowhere.
 */
export async function buildDocs(options: DocsOptions = {}): Promise<DocsBuild> {
  const started = performance.now();
  const outDir = options.outDir ?? join(import.meta.dirname, "../dist");
  const files = await makeFiles(options);
  await options.ready;
  await replace(outDir, files);
  const contents = [...files.values()];
  return {
    page: join(outDir, "index.html"),
    pages: [...files.keys()].filter((file) => file.endsWith(".html")).length,
    bytes: contents.reduce((sum, content) => sum + Buffer.byteLength(content), 0),
    milliseconds: Math.round(performance.now() - started),
  };
}

/** Every file of the site, by its place in it. */
async function makeFiles(options: DocsOptions): Promise<Files> {
  const file = options.json ?? specFile("openapi.json");
  const json = await readSpec(file);
  const yaml = await readSpec(options.yaml ?? specFile("openapi.yaml"));
  // Redocly works in a process of its own meanwhile; what it says is heard when it is awaited.
  const building = buildReference(json);
  building.catch(() => {});
  const api = readApi(parse(json, file));
  const assets = await buildAssets();
  const operations = api.operations.map((operation) => operationPage(api, operation));
  const derived = new Map([
    ["assumptions", assumptions(api)],
    ["errors", errorsTable(api)],
  ]);
  const releases = await readReleases(
    options.released ?? join(import.meta.dirname, "../../../spec/released"),
  );
  const freezing = releasedReferences(releases, assets);
  freezing.catch(() => {});
  const guides = await readGuides(derived);
  const decisions = await readDecisions();
  const pages = [
    await homePage(api, guides),
    ...guides,
    await changelogPage({ api, file }, releases),
    decisionsPage(decisions),
    ...decisions,
  ];
  const read = [...pages, ...operations];
  const search = searchScript(findables(api, pages));
  const searchFile = hashedName("search", "js", search);
  const reference = await building;
  const notice = releasedNotice(releases);
  const current = referencePage(api, reference, assets, {
    folder: "reference",
    ...(notice !== undefined && { notice }),
  });
  const console = await consolePage(api, assets, current.contractFile);
  const frozen = await freezing;
  const html = await buildSite({
    api,
    pages,
    framed: [current.page, console.page, ...frozen.map(({ page }) => page)],
    assets,
    searchFile,
    siteUrl: siteUrlFrom(options.siteUrl ?? process.env["DOCS_URL"] ?? ""),
  });
  return new Map([
    ["openapi.json", json],
    ["openapi.yaml", yaml],
    ["llms.txt", llms(api, read)],
    ["llms-full.txt", llmsFull(read)],
    ...read.map((page) => [`${page.path}.md`, rawMarkdown(page)] as const),
    ...assets.files,
    ...current.files,
    ...console.files,
    ...frozen.flatMap(({ files }) => [...files]),
    [searchFile, search],
    ...Array.from(html, ([name, text]) => {
      return [name, withPolicy(text, { callsServers: name === "console/index.html" })] as const;
    }),
  ]);
}

/** Where the site will be published; nowhere known, when the text is empty. */
function siteUrlFrom(text: string): string | undefined {
  if (text === "") return undefined;
  if (URL.canParse(text) && /^https?:/u.test(text)) return text;
  throw new Error(`DOCS_URL must be an address such as https://example.com/docs, not "${text}".`);
}

const specFile = (name: string): string =>
  fileURLToPath(import.meta.resolve(`@ev-charger/spec/${name}`));

async function readSpec(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Error(`Cannot read the bundled spec ${file}. Bundle the spec first.`, { cause });
  }
}

function parse(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Error(`${file} is not JSON. Bundle the spec again.`, { cause });
  }
}

/** Writes the files to a folder, each at once, pages last, and removes what no longer belongs there. */
async function replace(outDir: string, files: Files): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  // Inside the target: a rename is atomic only within one file system.
  const staging = mkdtempSync(join(outDir, ".building-"));
  try {
    const names = [...files.keys()].toSorted(
      (a, b) => Number(a.endsWith(".html")) - Number(b.endsWith(".html")),
    );
    for (const name of names) {
      await mkdir(dirname(join(staging, name)), { recursive: true });
      await writeFile(join(staging, name), files.get(name) ?? "");
    }
    for (const name of names) {
      await mkdir(dirname(join(outDir, name)), { recursive: true });
      await rename(join(staging, name), join(outDir, name));
    }
    for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name)
        .slice(outDir.length + 1)
        .replaceAll("\\", "/");
      if (entry.isFile() && !file.startsWith(".building-") && !files.has(file)) {
        await rm(join(outDir, file));
      }
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
