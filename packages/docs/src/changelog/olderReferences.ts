import { buildReference } from "../reference/buildReference.ts";
import { referencePage } from "../reference/referencePage.ts";
import type { Assets } from "../site/assets.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";
import { escapeHtml } from "../site/escapeHtml.ts";
import type { Release } from "./readReleases.ts";

/** How many are built at a time; each has a process of its own. */
const AT_ONCE = 4;

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
  const built: BuiltPage[] = [];
  for (let start = 0; start < older.length; start += AT_ONCE) {
    const some = older.slice(start, start + AT_ONCE);
    built.push(...(await Promise.all(some.map((one) => olderReference(one, newest, assets)))));
  }
  return built;
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
