import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Api } from "../contract/readApi.ts";
import { samplesOf } from "../samples/samplesOf.ts";
import type { Page } from "../site/Page.ts";

const PROGRAM = join(import.meta.dirname, "../../guides/code/quickStart.ts");

/**
 * The first page: every guide and every operation is one click away.
 *
 * @param guides In the order of the menu.
 */
export async function homePage(api: Api, guides: readonly Page[]): Promise<Page> {
  const program = await readFile(PROGRAM, "utf8");
  return {
    path: "index",
    title: api.title,
    description: api.summary,
    section: undefined,
    markdown: [
      hero(api, program),
      part("cards", cards(api)),
      "## Operations",
      part("operations", list(api.operations.map(operationRow))),
      "## Guides",
      part("guides", sections(guides)),
    ].join("\n\n"),
  };
}

/** A part of the page that has a look of its own. */
const part = (name: string, markdown: string): string =>
  `<div class="${name}">\n\n${markdown}\n\n</div>`;

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

function hero(api: Api, program: string): string {
  const pitch = [
    `# ${api.summary}`,
    "Reference, guides and a console from one contract; the tests run every sample that you see. Unofficial, written from the vendor's public documentation.",
    part(
      "buttons",
      "[Quick start](guides/quick-start.md) [Reference](reference/index.html) [Try it](console/index.html)",
    ),
  ];
  const code = `\`\`\`ts\n${program.trim()}\n\`\`\``;
  return part("hero", [part("pitch", pitch.join("\n\n")), code].join("\n\n"));
}

function cards(api: Api): string {
  const languages = api.operations
    .slice(0, 1)
    .flatMap((operation) => samplesOf(operation, api.server).map(({ label }) => label));
  const samples = new Intl.ListFormat("en-GB").format(languages);
  return list([
    `**[Reference](reference/index.html)** ${api.operations.length} operations with every parameter, schema and error, and samples in ${samples}.`,
    "**[Try it](console/index.html)** Send requests from the page to the sandbox on your machine, or to another server. The key stays in memory.",
    "**[Changelog](changelog.md)** What each version of the contract added, changed and removed, and [why it is made as it is](decisions/index.md).",
    "**For machines** The contract as [openapi.yaml](openapi.yaml) or [openapi.json](openapi.json); every page as Markdown: [llms.txt](llms.txt), [llms-full.txt](llms-full.txt).",
  ]);
}

const operationRow = ({ method, path, summary, operationId }: Api["operations"][number]): string =>
  `<span class="method ${method.toLowerCase()}">${method}</span> \`${path}\` [${summary}](operation:${operationId})`;

function sections(guides: readonly Page[]): string {
  const titles = [...new Set(guides.map(({ section }) => section ?? ""))];
  const texts = titles.map((title) => {
    const items = guides
      .filter(({ section }) => section === title)
      .map((guide) => `[${guide.title}](${guide.path}.md) ${guide.description}`);
    return `<div>\n\n### ${title}\n\n${list(items)}\n\n</div>`;
  });
  return texts.join("\n\n");
}
