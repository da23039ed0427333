import { posix } from "node:path";
import { relativeTo } from "../site/buildSite.ts";
import type { Page } from "../site/Page.ts";

/**
 * A page as the file that machines read: its title on top, and links that lead to other such files.
 * A link that leaves the site loses its address, not its text; what HTML adds is for the eye alone.
 */
export function rawMarkdown(page: Page): string {
  const parts = page.markdown.split(/^(```[^]*?^```)$/mu);
  const text = parts.map((part, index) =>
    index % 2 === 0 ? withLinks(withoutLook(part), page.path) : part,
  );
  return `# ${page.title}\n\n${text.join("").trim()}\n`;
}

const withoutLook = (text: string): string =>
  text.replaceAll(/^<\/?div[^>]*>\n*/gmu, "").replaceAll(/<\/?span[^>]*>/gu, "");

const withLinks = (text: string, path: string): string =>
  text.replaceAll(/\[([^\]]*)\]\(([^)\s]+)\)/gu, (_, label: string, href: string) => {
    if (/^(?:https?:|mailto:|#)/u.test(href)) return `[${label}](${href})`;
    const [, id] = /^operation:(.+)$/u.exec(href) ?? [];
    if (id !== undefined) return `[${label}](${relativeTo(path, `operations/${id}.md`)})`;
    const leaves = posix.join(posix.dirname(path), href).startsWith("../");
    return leaves ? label : `[${label}](${href})`;
  });
