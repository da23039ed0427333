import type { Api } from "../contract/readApi.ts";
import type { Assets } from "../site/assets.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";

/** The page that sends requests to a server of the reader's choice. */
export async function consolePage(api: Api, assets: Assets): Promise<BuiltPage> {
  return await Promise.resolve({
    page: {
      path: "console/index",
      title: "Try it",
      description: `Send requests of the ${api.title} from this page.`,
      kind: "console",
      content: '<main id="content" tabindex="-1"></main>',
      styles: [assets.consoleStyle],
      scripts: [assets.console],
    },
    files: new Map(),
  });
}
