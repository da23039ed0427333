import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/** A link or a load of a page, by where it leads within the site. */
export interface SiteLink {
  readonly from: string;
  /** The file that it leads to, from the root of the site. */
  readonly to: string;
  /** The part of that page, without `#`; empty when it is the whole page. */
  readonly fragment: string;
  /** Whether a reader follows it, rather than the browser. */
  readonly followed: boolean;
}

/** What is written to a folder as a site, as far as links go. */
export interface SiteFiles {
  /** Every file, from the root of the site, with `/`. */
  readonly files: ReadonlySet<string>;
  /** The text of each page of HTML. */
  readonly pages: ReadonlyMap<string, string>;
}

/** Reads a site from its folder. */
export async function readSite(folder: string): Promise<SiteFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((file) => file.replaceAll("\\", "/"));
  const pages = files.filter((file) => file.endsWith(".html"));
  const texts = await Promise.all(
    pages.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const),
  );
  return { files: new Set(files), pages: new Map(texts) };
}

/** The links and loads of a page that stay within the site. */
export function linksOf(from: string, html: string): readonly SiteLink[] {
  // What a script or style contains is no link.
  const text = html.replaceAll(/<(script|style)\b([^>]*)>[^]*?<\/\1>/gu, "<$1$2>");
  return Array.from(
    text.matchAll(/<(?<tag>\w+)\b[^>]*?\s(?:href|src)="(?<address>[^"]*)"/gu),
    ({ groups }) => ({ tag: groups?.["tag"], address: unescaped(groups?.["address"] ?? "") }),
  )
    .filter(({ address }) => !/^(?:[a-z]+:|\/\/)/u.test(address))
    .map(({ tag, address }) => {
      const [path = "", fragment = ""] = address.split("#");
      const to = path === "" ? from : posix.join(posix.dirname(from), path);
      return { from, to, fragment, followed: tag === "a" };
    });
}

/** A text of HTML as a reader sees it. */
export const unescaped = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
