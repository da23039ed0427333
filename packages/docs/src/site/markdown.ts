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

// A wide table scrolls by itself, by keyboard, too: the page never does sideways.
markdownIt.renderer.rules["table_open"] = () =>
  '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n';
markdownIt.renderer.rules["table_close"] = () => "</table></div>\n";

/**
 * Renders markdown: code in colours for light and dark, headings with an `id` to link to.
 *
 * @param resolveLink Gives the address that a link leads to; undefined leaves its text without a link.
 */
export function renderMarkdown(
  markdown: string,
  resolveLink: (href: string) => string | undefined,
): RenderedMarkdown {
  const tokens = parse(markdown);
  for (const token of tokens) {
    if (token.children !== null) token.children = linked(token.children, resolveLink);
  }
  const headings = tokens.flatMap((token, index): Heading[] =>
    token.type === "heading_open"
      ? [
          {
            id: String(token.attrGet("id")),
            level: Number(token.tag.slice(1)),
            text: textOf(tokens[index + 1]),
          },
        ]
      : [],
  );
  return { html: markdownIt.renderer.render([...tokens], markdownIt.options, {}), headings };
}

/** A part of a page, from a heading to the next one; the first has neither heading nor `id`. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  /** Without markup; code as it is. */
  readonly text: string;
}

/** The parts of a page that have a text. */
export function sectionsOf(markdown: string): readonly Section[] {
  const sections: { id: string; heading: string; texts: string[] }[] = [];
  let isHeading = false;
  for (const token of parse(markdown)) {
    if (token.type === "heading_open") {
      sections.push({ id: String(token.attrGet("id")), heading: "", texts: [] });
      isHeading = true;
      continue;
    }
    if (sections.length === 0) sections.push({ id: "", heading: "", texts: [] });
    const section = sections.at(-1);
    if (section === undefined) continue;
    if (isHeading && token.type === "inline") section.heading = textOf(token);
    else if (token.type === "inline" || token.type === "fence") section.texts.push(textOf(token));
    if (token.type === "heading_close") isHeading = false;
  }
  return sections.map(({ id, heading, texts }) => ({ id, heading, text: texts.join(" ") }));
}

/** Parses markdown, and gives each heading the `id` that leads to it. */
function parse(markdown: string): readonly Token[] {
  const tokens = markdownIt.parse(markdown, {});
  const taken = new Map<string, number>();
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      token.attrSet("id", unique(slugOf(textOf(tokens[index + 1])), taken));
    }
  }
  return tokens;
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

/** What a reader sees of a token: its text, or its code. */
function textOf(token: Token | undefined): string {
  if (token === undefined) return "";
  if (token.children === null) return token.content;
  return token.children
    .map(({ type, content }) => {
      if (type === "softbreak" || type === "hardbreak") return " ";
      return type === "text" || type === "code_inline" ? content : "";
    })
    .join("");
}

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
