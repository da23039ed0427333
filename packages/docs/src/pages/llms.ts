import type { Api } from "../contract/readApi.ts";
import type { Page } from "../site/Page.ts";
import { rawMarkdown } from "./rawMarkdown.ts";

/** `llms.txt`: what the site has, for machines that read it; see llmstxt.org. */
export function llms(api: Api, pages: readonly Page[]): string {
  const item = ({ path, title, description }: Page): string =>
    `- [${title}](${path}.md): ${description}`;
  const part = (title: string, some: readonly Page[]): string =>
    some.length === 0 ? "" : `\n## ${title}\n\n${some.map(item).join("\n")}\n`;
  const within = (folder: string) => pages.filter(({ path }) => path.startsWith(folder));
  return (
    `# ${api.title}\n\n> ${api.summary}\n\n` +
    "All of it in one file: [llms-full.txt](llms-full.txt). The contract itself: " +
    "[openapi.yaml](openapi.yaml), [openapi.json](openapi.json).\n" +
    part("Guides", within("guides/")) +
    part("Operations", within("operations/")) +
    part(
      "Contract",
      pages.filter(({ path }) => path === "changelog"),
    ) +
    part("Optional", within("decisions/"))
  );
}

/** `llms-full.txt`: every page but the first one, one after another, each below its address. */
export function llmsFull(pages: readonly Page[]): string {
  return pages
    .filter(({ path }) => path !== "index")
    .map((page) => `---\nurl: ${page.path}.md\n---\n\n${rawMarkdown(page, "llms-full.txt")}`)
    .join("\n");
}
