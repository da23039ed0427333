import { join } from "node:path";
import { buildReference } from "../reference/buildReference.ts";
import { referencePage } from "../reference/referencePage.ts";
import type { Assets } from "../site/assets.ts";
import type { BuiltPage } from "../site/BuiltPage.ts";
import { escapeHtml } from "../site/escapeHtml.ts";
import { fewAtOnce } from "./fewAtOnce.ts";
import type { Release } from "./readReleases.ts";

const MEMORY = join(import.meta.dirname, "../../node_modules/.cache/ev-charger/released");

/** Where the reference of a released version stands in the site. */
export const versionFolder = (version: string): string => `v/${version}`;

/**
 * The references of all releases, each as it was released, with its contract's files beside it.
 *
 * @param releases The newest first.
 * @throws {Error} when one cannot be built; see `buildReference`.
 */
export async function releasedReferences(
  releases: readonly Release[],
  assets: Assets,
): Promise<readonly BuiltPage[]> {
  const [newest] = releases;
  if (newest === undefined) return [];
  return await fewAtOnce(releases, (one) => releasedReference(one, newest, assets));
}

/** What the current reference says of them, as HTML; undefined when there are none. */
export function releasedNotice(releases: readonly Release[]): string | undefined {
  const links = releases.map(({ version }) => {
    return `<a href="../${versionFolder(version)}/index.html">${escapeHtml(version)}</a>`;
  });
  return links.length === 0 ? undefined : `Released versions: ${links.join(", ")}.`;
}

async function releasedReference(
  { version, yaml, json, api }: Release,
  newest: Release,
  assets: Assets,
): Promise<BuiltPage> {
  const folder = versionFolder(version);
  // A release stays as it was: only a new way to make the page makes another one of it.
  const memory = join(MEMORY, `${version}.html`);
  const reference = await buildReference(json, { linksToConsole: false, downloads: "", memory });
  const reading = `You are reading version ${escapeHtml(version)}`;
  const notice =
    version === newest.version
      ? `${reading}, the newest release.`
      : `${reading}. The newest is <a href="../../reference/index.html">${escapeHtml(newest.version)}</a>.`;
  const { page, files } = referencePage(api, reference, assets, { folder, notice });
  return {
    page,
    files: new Map([...files, [`${folder}/openapi.yaml`, yaml], [`${folder}/openapi.json`, json]]),
  };
}
