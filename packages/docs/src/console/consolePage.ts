import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Api } from "../contract/readApi.ts";
import { type Assets, hashedName } from "../site/assets.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";
import { dataUrlsToFiles } from "../site/dataUrlsToFiles.ts";
import { escapeHtml } from "../site/escapeHtml.ts";

/** Where `npm start` serves what one can try. */
const LOCAL = [
  ["http://127.0.0.1:4020", "Sandbox on this machine"],
  ["http://127.0.0.1:4010", "Mock on this machine"],
] as const;

/**
 * The page that sends requests to a server of the reader's choice: Swagger UI, with a choice of ours
 * above it.
 *
 * @param contractFile The script with the contract, which the reference has, too.
 */
export async function consolePage(
  api: Api,
  assets: Assets,
  contractFile: string,
): Promise<BuiltPage> {
  const files = new Map<string, string | Uint8Array>();
  const script = await readDist("swagger-ui-bundle.js");
  const scriptFile = hashedName("swagger-ui", "js", script);
  files.set(scriptFile, withoutSourceMap(script));
  files.set(`${scriptFile}.LICENSE.txt`, await readDist("swagger-ui-bundle.js.LICENSE.txt"));
  files.set("assets/swagger-ui.LICENSE.txt", await readDist("LICENSE"));
  const pictures = new Map<string, Uint8Array>();
  const style = withoutSourceMap(
    dataUrlsToFiles(await readDist("swagger-ui.css"), "swagger-ui", pictures),
  );
  const styleFile = hashedName("swagger-ui", "css", style);
  files.set(styleFile, style);
  for (const [name, bytes] of pictures) files.set(`assets/${name}`, bytes);
  return {
    page: {
      path: "console/index",
      title: "Try it",
      description: `Send requests of the ${api.title} from this page, to a server of your choice.`,
      kind: "console",
      content: contentOf(api),
      styles: [styleFile, assets.consoleStyle],
      scripts: [contractFile, scriptFile, assets.console],
    },
    files,
  };
}

function contentOf(api: Api): string {
  const options = [...LOCAL, [api.server, "The vendor's API"] as const].map(
    ([address, name]) =>
      `<option value="${escapeHtml(address)}">${name}: ${escapeHtml(address)}</option>`,
  );
  const example = exampleKey(api);
  const hint =
    example === undefined
      ? "Stays in the memory of this page."
      : `The sandbox on this machine takes <code>${escapeHtml(example)}</code>, the mock any key.`;
  return `<main id="content" tabindex="-1">
<h1>Try it</h1>
<p class="lead">Choose a server and an operation, then press <b>Execute</b>. Start sandbox and mock on your machine with <code>npm start</code>. The key stays in the memory of this page: it is neither stored nor shown, and goes to the chosen server alone.</p>
<div class="settings" role="group" aria-label="Where requests go">
<div class="field"><label for="server">Server</label><select id="server" autocomplete="off">${options.join("")}<option value="">Another one …</option></select></div>
<div class="field" hidden><label for="address">Address</label><input id="address" type="url" placeholder="https://example.com" autocomplete="off" spellcheck="false" aria-describedby="console-status" /></div>
<div class="field"><label for="key">API key</label><input id="key" type="password" autocomplete="off" spellcheck="false" aria-describedby="key-hint console-status" /><p id="key-hint">${hint}</p></div>
</div>
<p id="console-status" role="status"></p>
<h2>Operations</h2>
<div id="console"></div>
<noscript><p>The console needs JavaScript. Every operation has a curl command in the reference.</p></noscript>
</main>`;
}

/** A key that the contract gives as an example, which the sandbox's own fleet has. */
function exampleKey({ root }: Api): string | undefined {
  const schemes = root.at("components").at("securitySchemes").entries();
  const [example] = schemes.flatMap(([, scheme]) => {
    const { value } = scheme.follow().at("x-example");
    return typeof value === "string" ? [value] : [];
  });
  return example;
}

const readDist = (file: string): Promise<string> =>
  readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${file}`)), "utf8");

/** A browser's developer tools would ask for a file that is not there. */
const withoutSourceMap = (text: string): string =>
  text.replace(/\n?(?:\/\/|\/\*)# sourceMappingURL=\S+(?: ?\*\/)?\s*$/u, "\n");
