import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { fetchPeer } from "../peers.ts";

/** A page that shows the contract. */
export interface DocsPage {
  readonly id: string;
  readonly label: string;
  /** The folder that is served, and the page in it. */
  readonly folder: string;
  readonly page: string;
}

const docsManifest = join(import.meta.dirname, "../../docs/package.json");
const docs = createRequire(docsManifest);

/** Ours: the reference of the site, which has been built. */
export async function ours(folder: string): Promise<DocsPage> {
  // A copy: who works on the docs may build them again meanwhile.
  await cp(join(dirname(docsManifest), "dist"), folder, { recursive: true });
  return { id: "ours", label: "@ev-charger/docs", folder, page: "reference/index.html" };
}

/** What Redocly makes by itself: one file with all in it. */
export async function plainRedocly(folder: string, bundle: string): Promise<DocsPage> {
  await mkdir(folder, { recursive: true });
  const cli = docs.resolve("@redocly/cli/bin/cli.js");
  const args = [
    cli,
    "build-docs",
    bundle,
    "--inlineBundle",
    `--output=${join(folder, "index.html")}`,
  ];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  await promisify(execFile)(process.execPath, args, { env, cwd: folder });
  return { id: "redocly", label: "redocly build-docs --inlineBundle", folder, page: "index.html" };
}

/** Swagger UI, as its documentation would have it. */
export async function swaggerUi(folder: string, bundle: string): Promise<DocsPage> {
  const manifest = docs.resolve("swagger-ui-dist/package.json");
  const files = ["swagger-ui.css", "swagger-ui-bundle.js"];
  await mkdir(folder, { recursive: true });
  for (const file of files) await cp(join(dirname(manifest), file), join(folder, file));
  await cp(bundle, join(folder, "openapi.json"));
  await writeFile(
    join(folder, "index.html"),
    html(
      '<link rel="stylesheet" href="swagger-ui.css" />',
      '<div id="swagger-ui"></div><script src="swagger-ui-bundle.js"></script><script>SwaggerUIBundle({ url: "openapi.json", dom_id: "#swagger-ui" });</script>',
    ),
  );
  return {
    id: "swagger",
    label: `Swagger UI ${await versionOf(manifest)}`,
    folder,
    page: "index.html",
  };
}

/** Scalar, as its documentation would have it, but with nothing from its maker's hosts. */
export async function scalar(
  folder: string,
  bundle: string,
  signal: AbortSignal,
): Promise<DocsPage> {
  const home = join(
    await fetchPeer({ id: "scalar" }, signal),
    "node_modules/@scalar/api-reference",
  );
  await mkdir(folder, { recursive: true });
  await cp(join(home, "dist/browser/standalone.js"), join(folder, "standalone.js"));
  await cp(bundle, join(folder, "openapi.json"));
  await writeFile(
    join(folder, "index.html"),
    html(
      "",
      '<div id="app"></div><script src="standalone.js"></script><script>Scalar.createApiReference("#app", { url: "openapi.json", withDefaultFonts: false, telemetry: false });</script>',
    ),
  );
  const label = `Scalar ${await versionOf(join(home, "package.json"))}`;
  return { id: "scalar", label, folder, page: "index.html" };
}

const html = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>API</title><meta name="viewport" content="width=device-width, initial-scale=1" />${head}</head><body>${body}</body></html>\n`;

async function versionOf(manifest: string): Promise<string> {
  const parsed: unknown = JSON.parse(await readFile(manifest, "utf8"));
  return typeof parsed === "object" && parsed !== null && "version" in parsed
    ? String(parsed.version)
    : "";
}
