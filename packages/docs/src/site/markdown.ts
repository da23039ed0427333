import MarkdownIt from "markdown-it";
import { createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import bash from "shiki/langs/bash.mjs";
import json from "shiki/langs/json.mjs";
import typescript from "shiki/langs/typescript.mjs";
import yaml from "shiki/langs/yaml.mjs";
import dark from "shiki/themes/github-dark-high-contrast.mjs";
import light from "shiki/themes/github-light-high-contrast.mjs";

/** A heading of a page: what leads to it and what it says. */
export interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** A page's markdown as HTML, and its headings. */
export interface RenderedMarkdown {
  readonly html: string;
  readonly headings: readonly Heading[];
}

const highlighter = createHighlighterCoreSync({
  themes: [light, dark],
  langs: [bash, json, typescript, yaml],
  engine: createJavaScriptRegexEngine(),
});

const known = new Set(highlighter.getLoadedLanguages());

const markdownIt = new MarkdownIt({
  html: true,
  highlight(code, language) {
    const lang = known.has(language) ? language : "text";
    return highlighter.codeToHtml(code.trimEnd(), {
      lang,
      themes: { light: light.name ?? "", dark: dark.name ?? "" },
      defaultColor: false,
    });
  },
});

/**
 * Renders markdown: code in colours for light and dark, headings with an `id` to link to.
 *
 * @param resolveLink Gives the address that a link leads to; undefined leaves its text without a link.
 */
export function renderMarkdown(
  markdown: string,
  resolveLink: (href: string) => string | undefined,
): RenderedMarkdown {
  const tokens = markdownIt.parse(markdown, {});
  const headings: Heading[] = [];
  const taken = new Map<string, number>();
  for (const [index, token] of tokens.entries()) {
    const content = tokens[index + 1];
    if (token.type === "heading_open" && content !== undefined) {
      const text = plainText(content.children ?? []);
      const id = unique(slugOf(text), taken);
      token.attrSet("id", id);
      headings.push({ id, level: Number(token.tag.slice(1)), text });
    }
    if (token.children !== null) token.children = linked(token.children, resolveLink);
  }
  return { html: markdownIt.renderer.render(tokens, markdownIt.options, {}), headings };
}

type Token = ReturnType<typeof markdownIt.parse>[number];

/** Follows links to where they lead; one that leads nowhere in the site loses its link, not its text. */
function linked(tokens: Token[], resolveLink: (href: string) => string | undefined): Token[] {
  const open: boolean[] = [];
  return tokens.filter((token) => {
    if (token.type === "link_open") {
      const href = resolveLink(String(token.attrGet("href") ?? ""));
      open.push(href !== undefined);
      if (href !== undefined) token.attrSet("href", href);
      return href !== undefined;
    }
    return token.type === "link_close" ? open.pop() === true : true;
  });
}

const plainText = (tokens: readonly Token[]): string =>
  tokens
    .filter(({ type }) => type === "text" || type === "code_inline")
    .map(({ content }) => content)
    .join("");

/** The `id` of a heading, as GitHub makes it. */
const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/gu, "-");

function unique(slug: string, taken: Map<string, number>): string {
  const before = taken.get(slug) ?? 0;
  taken.set(slug, before + 1);
  return before === 0 ? slug : `${slug}-${before}`;
}
