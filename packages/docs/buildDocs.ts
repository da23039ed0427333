import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeSelfContained } from "./makeSelfContained.ts";

/** The page comes last: it links to the two files, so they must be there first. */
const FILES = ["openapi.json", "openapi.yaml", "index.html"] as const;

/** Where the docs come from and go to. */
export interface DocsOptions {
  /** The bundled spec as JSON. Default: `@ev-charger/spec/openapi.json`. */
  readonly json?: string;
  /** The same spec as YAML. Default: `@ev-charger/spec/openapi.yaml`. */
  readonly yaml?: string;
  /** The folder to write to. Default: this package's `dist`. */
  readonly outDir?: string;
  /** Waited for before any file is replaced; when it rejects, none is. Default: nothing. */
  readonly ready?: Promise<void>;
}

/** What was built. */
export interface DocsBuild {
  /** Absolute path of the page. */
  readonly page: string;
  /** Size of the page in bytes. */
  readonly bytes: number;
  /** How long building took. */
  readonly milliseconds: number;
}

/**
 * Builds the API's reference as one page that works offline, beside it the spec as YAML and JSON.
 * The same spec gives the same bytes. Each file replaces its predecessor at once, and only after
 * everything was built: when building fails, the folder is as before.
 *
 * @throws {Error} with Redocly's own message when it cannot read the spec, or saying which address
 *   the page would load from another host.
 */
export async function buildDocs(options: DocsOptions = {}): Promise<DocsBuild> {
  const started = performance.now();
  const outDir = options.outDir ?? join(import.meta.dirname, "dist");
  const json = options.json ?? fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
  const yaml = options.yaml ?? fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.yaml"));

  // Without awaiting anything, so that Redocly starts before the caller goes on with other work.
  mkdirSync(outDir, { recursive: true });
  // Inside the target: a rename is atomic only within one file system.
  const staging = mkdtempSync(join(outDir, ".building-"));
  try {
    // Redocly reads the copy, so that the page and the downloads cannot differ when the spec changes meanwhile.
    copySpec(json, join(staging, "openapi.json"));
    copySpec(yaml, join(staging, "openapi.yaml"));
    await runRedocly(staging);

    const page = Buffer.from(
      makeSelfContained(await readFile(join(staging, "index.html"), "utf8")),
    );
    await writeFile(join(staging, "index.html"), page);
    await options.ready;
    for (const file of FILES) await rename(join(staging, file), join(outDir, file));

    return {
      page: join(outDir, "index.html"),
      bytes: page.length,
      milliseconds: Math.round(performance.now() - started),
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function copySpec(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (cause) {
    throw new Error(`Cannot read the bundled spec ${from}. Bundle the spec first.`, { cause });
  }
}

/** Writes `index.html` beside the `openapi.json` in the folder. */
async function runRedocly(folder: string): Promise<void> {
  const options = { downloadUrls: ["openapi.yaml", "openapi.json"].map((url) => ({ url })) };
  const args = [
    fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js")),
    "build-docs",
    "openapi.json",
    "--inlineBundle",
    `--template=${join(import.meta.dirname, "page.hbs")}`,
    `--openapi=${JSON.stringify(options)}`,
    "--output=index.html",
  ];
  const env = {
    ...process.env,
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  };
  try {
    await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  } catch (cause) {
    throw new Error(`Redocly could not build the docs.\n${messageOf(cause)}`, { cause });
  }
}

/** Redocly's own words, without the box that it draws above every run. */
function messageOf(error: unknown): string {
  const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const text = output.replaceAll(/^\s*[╔║╚].*$/gmu, "").trim();
  return text === "" ? String(error) : text;
}
