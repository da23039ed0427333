import type { Api } from "../contract/readApi.ts";
import type { Page } from "./Page.ts";

/** What can be found: a part of a page, or an operation of the reference. */
export interface Findable {
  readonly id: number;
  /** Its address, from the root of the site. */
  readonly href: string;
  readonly title: string;
  /** What it is part of, such as the title of its page. */
  readonly within: string;
  readonly text: string;
}

/** Everything that the search finds. */
export function findables(_api: Api, pages: readonly Page[]): readonly Findable[] {
  return pages.map(({ path, title, markdown }, id) => ({
    id,
    href: `${path}.html`,
    title,
    within: "Guides",
    text: markdown,
  }));
}

/** A script that gives the search its data; a script, as files cannot be fetched from a file. */
export const searchScript = (found: readonly Findable[]): string =>
  `globalThis.docsSearch=${JSON.stringify(found)};\n`;
