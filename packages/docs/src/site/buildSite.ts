// Whoever imports this file from another package has to find Eleventy's types, too.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./eleventy.d.ts" />
import { dirname, posix } from "node:path";
import { Eleventy } from "@11ty/eleventy";
import { type Api, referenceFragment } from "../contract/readApi.ts";
import type { Assets } from "./assets.ts";
import { type Heading, renderMarkdown } from "./markdown.ts";
import { InvalidPageError, type Page } from "./Page.ts";

/** A page whose body is made elsewhere, such as the reference: it has the site's frame alone. */
export interface FramedPage {
  /** Its place in the site, such as `reference/index`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** The body's class, for styles. */
  readonly kind: string;
  /** The HTML below the site's header. */
  readonly content: string;
  /** HTML for the end of the head. Default: nothing. */
  readonly head?: string;
  /** HTML of a line above the content. Default: none. */
  readonly notice?: string;
  /** The page that search engines should show instead. Default: itself. */
  readonly canonical?: string;
  /**
   * Style sheets that are written into the page, in place of the site's own being loaded: for a page
   * that has to be there at once. Default: none.
   */
  readonly inlineStyles?: readonly string[];
  /** Scripts that are loaded once the page's text can be seen. Default: none. */
  readonly lateScripts?: readonly string[];
  /** Style sheets and scripts beyond the site's own, by their place in the site. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
}

/** What the site is made of. */
export interface SiteOptions {
  readonly api: Api;
  readonly pages: readonly Page[];
  readonly framed: readonly FramedPage[];
  readonly assets: Assets;
  /** The script with the data of the search. */
  readonly searchFile: string;
  /** Where the site will be published, such as `https://example.com/docs`; undefined when nobody knows. */
  readonly siteUrl: string | undefined;
}

/** The links of the header. */
const TOP = [
  ["guides/quick-start", "Guides", "guides/"],
  ["reference/index", "Reference", "reference/"],
  ["console/index", "Try it", "console/"],
  ["changelog", "Changelog", "changelog"],
] as const;

/**
 * Renders every page of the site within one frame. All addresses are relative: the site works below
 * any path, and from files.
 *
 * @returns The HTML by its file in the site, such as `guides/pagination.html`.
 * @throws InvalidPageError naming the page and its link, when a link leads to no page.
 */
export async function buildSite(options: SiteOptions): Promise<ReadonlyMap<string, string>> {
  const { pages, framed } = options;
  const eleventy = new Eleventy(import.meta.dirname, "unused", {
    configPath: false,
    quietMode: true,
    config(config) {
      // Only what is added here is a page, wherever git's ignored folders are.
      config.setUseGitIgnore(false);
      for (const page of pages) addMarkdown(config, page, options);
      for (const page of framed) {
        const data = { layout: "page.njk", ...frameOf(page.path, page, options) };
        config.addTemplate(`${page.path}.html`, page.content, data);
      }
    },
  });
  const rendered = await eleventy.toJSON();
  return new Map(
    rendered.map(({ url, content }) => [
      url.slice(1).replace(/(?:^|(?<=\/))$/u, "index.html"),
      content,
    ]),
  );
}

interface Templates {
  addTemplate(path: string, content: string, data: Readonly<Record<string, unknown>>): void;
}

function addMarkdown(config: Templates, page: Page, options: SiteOptions): void {
  const { pages } = options;
  const kind = page.path === "index" ? "home" : "guide";
  const { html, headings } = renderMarkdown(page.markdown, linkResolver(page, options));
  const menu = pages.filter(({ section }) => section !== undefined);
  const position = menu.indexOf(page);
  const linkTo = (other: Page | undefined) =>
    other && { href: relativeTo(page.path, `${other.path}.html`), label: other.title };
  config.addTemplate(`${page.path}.html`, html, {
    layout: `${kind}.njk`,
    ...frameOf(page.path, { ...page, kind }, options),
    markdownHref: relativeTo(page.path, `${page.path}.md`),
    menu: [...new Set(menu.map(({ section }) => section))].map((title) => ({
      title,
      items: menu
        .filter(({ section }) => section === title)
        .map((one) => ({ ...linkTo(one), current: one === page })),
    })),
    toc: headings.filter(({ level }: Heading) => level === 2),
    previous: position > 0 ? linkTo(menu[position - 1]) : undefined,
    next: position >= 0 ? linkTo(menu[position + 1]) : undefined,
  });
}

type Frame = Pick<FramedPage, "title" | "description" | "kind"> & Partial<FramedPage>;

/** What the frame of a page shows. */
function frameOf(path: string, page: Frame, { api, assets, searchFile, siteUrl }: SiteOptions) {
  const absolute = (place: string) =>
    siteUrl === undefined ? relativeTo(path, place) : `${siteUrl.replace(/\/$/u, "")}/${place}`;
  return {
    permalink: `${path}.html`,
    templateEngineOverride: false,
    title: page.title,
    description: page.description,
    kind: page.kind,
    head: page.head ?? "",
    notice: page.notice,
    inlineStyle: (page.inlineStyles ?? []).map((file) => textOf(file, assets)).join(""),
    styles: [...(page.inlineStyles === undefined ? [assets.style] : []), ...(page.styles ?? [])],
    themeScript: textOf(assets.theme, assets).trim(),
    afterPaintScript: textOf(assets.afterPaint, assets).trim(),
    scripts: page.scripts ?? [],
    lateScripts: (page.lateScripts ?? []).map((file) => relativeTo(path, file)),
    root: relativeTo(path, ""),
    canonical: absolute(page.canonical ?? (path === "index" ? "" : `${path}.html`)),
    card: absolute(assets.card),
    assets,
    searchFile,
    site: { title: api.title, summary: api.summary, version: api.version },
    top: TOP.map(([target, label, area]) => ({
      href: relativeTo(path, `${target}.html`),
      label,
      current: path === target ? "page" : path.startsWith(area) && "true",
    })),
  };
}

/** The text of a file that the pages load, by its place in the site. */
export function textOf(file: string, { files }: Assets): string {
  const content = files.get(file);
  if (content === undefined) throw new Error(`The site has no ${file}.`);
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** The address of a place in the site, as seen from a page of it. */
export const relativeTo = (page: string, place: string): string =>
  `${"../".repeat(page.split("/").length - 1)}${place}`;

/** Follows a page's links: to other pages, operations (`operation:id`) and parts of a page. */
function linkResolver(page: Page, { pages, framed, api, assets }: SiteOptions) {
  const places = new Set([
    ...[...pages, ...framed].map(({ path }) => `${path}.html`),
    ...pages.map(({ path }) => `${path}.md`),
    ...assets.downloads,
  ]);
  return (href: string): string | undefined => {
    if (/^(?:https?:|mailto:|#)/u.test(href)) return href;
    const [target = "", fragment] = href.split("#");
    if (target.startsWith("operation:")) {
      const operation = api.operations.find(({ operationId }) =>
        target.endsWith(`:${operationId}`),
      );
      if (operation === undefined) throw deadLink(page, href);
      return relativeTo(page.path, `reference/index.html${referenceFragment(operation)}`);
    }
    const place = posix.join(dirname(page.path), target);
    // A file of the repository that the site does not have.
    if (place.startsWith("../")) return undefined;
    const html = place.replace(/\.md$/u, ".html");
    const found = [html, place].find((one) => places.has(one));
    if (found === undefined) throw deadLink(page, href);
    return relativeTo(page.path, found) + (fragment === undefined ? "" : `#${fragment}`);
  };
}

const deadLink = (page: Page, href: string): InvalidPageError =>
  new InvalidPageError(
    `${page.path} links to ${href}, which is no page of the site. Correct the link, or add the page.`,
  );
