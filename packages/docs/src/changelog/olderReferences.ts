import { buildReference } from "../reference/buildReference.ts";
import { referencePage } from "../reference/referencePage.ts";
import type { Assets } from "../site/assets.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";
import { escapeHtml } from "../site/escapeHtml.ts";
import { fewAtOnce } from "./fewAtOnce.ts";
import type { Release } from "./readReleases.ts";

/** Where the reference of an older version stands in the site. */
export const olderFolder = (version: string): string => `v/${version}`;

/**
 * The references of all releases but the newest, each with its contract's files beside it.
 *
 * @param releases The newest first.
 * @throws {Error} when one cannot be built; see `buildReference`.
 */
export async function olderReferences(
  releases: readonly Release[],
  assets: Assets,
): Promise<readonly BuiltPage[]> {
  const [newest, ...older] = releases;
  if (newest === undefined) return [];
  return await fewAtOnce(older, (one) => olderReference(one, newest, assets));
}

/** What the current reference says of them, as HTML; undefined when there are none. */
export function olderNotice(releases: readonly Release[]): string | undefined {
  const links = releases.slice(1).map(({ version }) => {
    return `<a href="../${olderFolder(version)}/index.html">${escapeHtml(version)}</a>`;
  });
  return links.length === 0 ? undefined : `Older versions: ${links.join(", ")}.`;
}

async function olderReference(
  { version, yaml, json, api }: Release,
  newest: Release,
  assets: Assets,
): Promise<BuiltPage> {
  const folder = olderFolder(version);
  const reference = await buildReference(json, { linksToConsole: false, downloads: "" });
  const notice = `You are reading version ${escapeHtml(version)}. The newest is <a href="../../reference/index.html">${escapeHtml(newest.version)}</a>.`;
  const { page, files } = referencePage(api, reference, assets, { folder, notice });
  return {
    page,
    files: new Map([...files, [`${folder}/openapi.yaml`, yaml], [`${folder}/openapi.json`, json]]),
  };
}
