import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runRedocly } from "../../../../scripts/runRedocly.ts";
import { SAMPLE_LANGUAGES } from "../samples/samplesOf.ts";
import { LINKS_TO_CONSOLE } from "./decorators.ts";
import { makeSelfContained, type Reference } from "./makeSelfContained.ts";
import { remembered } from "./remembered.ts";
import { splitPage } from "./splitPage.ts";

/** What a reference shows beyond its contract. */
interface ReferenceOptions {
  /** Whether its operations link to the console, which has those of the current contract alone. Default: true. */
  readonly linksToConsole?: boolean;
  /** Where the contract's files are, as seen from the page: what their names come after. Default: `../`. */
  readonly downloads?: string;
  /** A file that keeps the page for the next time that it is made from the same. Default: none. */
  readonly memory?: string;
}

/**
 * Has Redocly build the reference of a contract, with samples for every operation.
 *
 * @param contract The bundled contract as JSON.
 * @throws {Error} with Redocly's own message when it cannot read the contract, or saying which
 *   address the page would load from another host.
 */
export async function buildReference(
  contract: string,
  { linksToConsole = true, downloads = "../", memory }: ReferenceOptions = {},
): Promise<Reference> {
  const make = () => makePage(contract, { linksToConsole, downloads });
  const inputs = [contract, String(linksToConsole), downloads];
  const page = memory === undefined ? await make() : await remembered(memory, inputs, make);
  return makeSelfContained(splitPage(page));
}

type PageOptions = Required<Omit<ReferenceOptions, "memory">>;

async function makePage(contract: string, options: PageOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ev-charger-reference-"));
  try {
    await writeFile(join(folder, "openapi.json"), contract);
    await buildPage(folder, options);
    return await readFile(join(folder, "index.html"), "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes `index.html` beside the `openapi.json` in the folder. */
async function buildPage(
  folder: string,
  { linksToConsole, downloads }: PageOptions,
): Promise<void> {
  // Redoc's own names.
  const options = {
    // Of other languages Redoc would show no sample; the last stands for the body's examples.
    codeSamples: { languages: [...SAMPLE_LANGUAGES, { lang: "payload", label: "Payload" }] },
    downloadUrls: ["openapi.yaml", "openapi.json"].map((file) => ({ url: downloads + file })),
  };
  const args = [
    "build-docs",
    "openapi.json",
    "--inlineBundle",
    `--config=${join(import.meta.dirname, "redocly.yaml")}`,
    `--template=${join(import.meta.dirname, "page.hbs")}`,
    `--openapi=${JSON.stringify(options)}`,
    "--output=index.html",
  ];
  const cli = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
  const env = { [LINKS_TO_CONSOLE]: String(linksToConsole) };
  try {
    await runRedocly({ cli, args, cwd: folder, env });
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Redocly could not build the docs.\n${words}`, { cause });
  }
}
