import { posix } from "node:path";
import type { Page } from "../site/Page.ts";

/**
 * A page as the file that machines read: its title on top, and links that lead to other such files.
 * A link that leaves the site loses its address, not its text; what HTML adds is for the eye alone.
 *
 * @param file Where the text will stand. Default: the page's own file.
 */
export function rawMarkdown(page: Page, file = `${page.path}.md`): string {
  const parts = page.markdown.split(/^(```[^]*?^```)$/mu);
  const text = parts.map((part, index) =>
    index % 2 === 0 ? withLinks(withoutLook(part), page.path, file) : part,
  );
  return `# ${page.title}\n\n${text.join("").trim()}\n`;
}

const withoutLook = (text: string): string =>
  text
    .replaceAll(/^<\/?div[^>]*>\n*/gmu, "")
    .replaceAll(/<\/?span[^>]*>/gu, "")
    // What the first page says in large letters is no second title.
    .replaceAll(/^# /gmu, "> ");

const withLinks = (text: string, path: string, file: string): string =>
  text.replaceAll(/\[([^\]]*)\]\(([^)\s]+)\)/gu, (_, label: string, href: string) => {
    if (/^(?:https?:|mailto:)/u.test(href)) return `[${label}](${href})`;
    const [, id] = /^operation:(.+)$/u.exec(href) ?? [];
    const [target = "", fragment] = href.split("#");
    const own = target === "" ? `${path}.md` : posix.join(posix.dirname(path), target);
    const place = id === undefined ? own : `operations/${id}.md`;
    if (place.startsWith("../")) return label;
    const address = place === file ? "" : posix.relative(posix.dirname(file), place);
    return `[${label}](${address}${fragment === undefined ? "" : `#${fragment}`})`;
  });
