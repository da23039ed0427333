import type { Api } from "../contract/readApi.ts";
import { type Assets, hashedName } from "../site/assets.ts";
import { textOf } from "../site/buildSite.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";
import type { Reference } from "./makeSelfContained.ts";
import { withoutScripts } from "./withoutScripts.ts";
import { withoutUnusedVariables } from "./withoutUnusedVariables.ts";

/** Where a reference stands in the site, and what is said above it. */
export interface ReferencePlace {
  /** The folder of its page, such as `reference`. */
  readonly folder: string;
  /** HTML of a line above it. */
  readonly notice?: string;
}

/** The page that shows a reference; that of the current contract, unless it is told another place. */
export function referencePage(
  api: Api,
  { head, content, engine, contract, files }: Reference,
  assets: Assets,
  { folder, notice }: ReferencePlace = { folder: "reference" },
): BuiltPage & { readonly contractFile: string } {
  const engineFile = hashedName("redoc", "js", engine);
  const contractFile = hashedName("contract", "js", contract);
  const styles = [assets.style, assets.referenceStyle];
  const ownStyles = styles.map((file) => textOf(file, assets));
  return {
    contractFile,
    page: {
      path: `${folder}/index`,
      title: `Reference ${api.version}`,
      description: `Every operation, parameter, schema and error of the ${api.title}, version ${api.version}.`,
      kind: "reference",
      ...(notice !== undefined && { notice }),
      head: withoutUnusedVariables(head, [content, ...ownStyles]),
      // The site has pages for the operations of the current contract alone.
      content: `${folder === "reference" ? withoutScripts(api) : ""}<div id="content" tabindex="-1">${content}</div>`,
      inlineStyles: styles,
      lateScripts: [contractFile, engineFile],
      canonical: "reference/index.html",
    },
    files: new Map<string, string | Uint8Array>([
      [engineFile, engine],
      [contractFile, contract],
      ...Array.from(files, ([name, bytes]) => [`${folder}/${name}`, bytes] as const),
    ]),
  };
}
