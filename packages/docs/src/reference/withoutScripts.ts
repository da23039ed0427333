import type { Api } from "../contract/readApi.ts";
import { relativeTo } from "../site/buildSite.ts";
import { escapeHtml } from "../site/escapeHtml.ts";

/** What the reference says to a browser that runs no scripts: where each operation can be read. */
export function withoutScripts({ operations }: Api): string {
  const links = operations.map(
    ({ summary, operationId }) =>
      `<a href="${relativeTo("reference/index", `operations/${operationId}.md`)}">${escapeHtml(summary)}</a>`,
  );
  const list = new Intl.ListFormat("en-GB").format(links);
  return `<noscript><p class="notice">This page needs JavaScript to open what is folded. Each operation can be read without it: ${list}.</p></noscript>`;
}
