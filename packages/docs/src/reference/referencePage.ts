import type { Api } from "../contract/readApi.ts";
import { type Assets, hashedName } from "../site/assets.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";
import type { Reference } from "./makeSelfContained.ts";

/**
 * The page that shows a reference.
 *
 * @param folder Where it stands in the site, such as `reference`.
 */
export function referencePage(
  api: Api,
  { head, content, engine, contract, files }: Reference,
  assets: Assets,
  folder = "reference",
): BuiltPage & { readonly contractFile: string } {
  const engineFile = hashedName("redoc", "js", engine);
  const contractFile = hashedName("contract", "js", contract);
  return {
    contractFile,
    page: {
      path: `${folder}/index`,
      title: `Reference ${api.version}`,
      description: `Every operation, parameter, schema and error of the ${api.title}, version ${api.version}.`,
      kind: "reference",
      head,
      content: `<div id="content" tabindex="-1">${content}</div>`,
      styles: [assets.referenceStyle],
      scripts: [contractFile, engineFile],
      canonical: "reference/index.html",
    },
    files: new Map<string, string | Uint8Array>([
      [engineFile, engine],
      [contractFile, contract],
      ...Array.from(files, ([name, bytes]) => [`${folder}/${name}`, bytes] as const),
    ]),
  };
}
