import type { Api, ApiOperation } from "../contract/readApi.ts";
import type { Page } from "../site/Page.ts";

/** An operation as a page of markdown. */
export function operationPage(_: Api, operation: ApiOperation): Page {
  return {
    path: `operations/${operation.operationId}`,
    title: operation.summary,
    description: operation.summary,
    section: undefined,
    markdown: `\`${operation.method} ${operation.path}\`\n\n${operation.description}\n`,
  };
}
