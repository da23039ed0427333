import type { Page } from "../site/Page.ts";

/** What changed between the released contracts. */
export async function changelogPage(): Promise<Page> {
  return await Promise.resolve({
    path: "changelog",
    title: "Changelog",
    description: "What changed between the releases of the contract.",
    section: "Contract",
    markdown: "No release yet.\n",
  });
}
