import type { Api } from "../contract/readApi.ts";
import type { Page } from "../site/Page.ts";

/** The first page. */
export function homePage(api: Api): Page {
  const rows = api.operations.map(
    ({ method, path, operationId, summary }) =>
      `| \`${method} ${path}\` | [${summary}](operation:${operationId}) |`,
  );
  return {
    path: "index",
    title: api.title,
    description: api.summary,
    section: undefined,
    markdown: `${api.summary}\n\n| Operation | |\n| --- | --- |\n${rows.join("\n")}\n`,
  };
}
