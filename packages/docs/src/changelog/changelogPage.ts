import { type Comparison, diffContracts } from "../../../../spec/diff/diffContracts.ts";
import { type Api, readApi } from "../contract/readApi.ts";
import { usageOf } from "../pages/usage.ts";
import type { Page } from "../site/Page.ts";
import { deprecatedNow } from "./deprecatedNow.ts";
import { fewAtOnce } from "./fewAtOnce.ts";
import { groupOf, GROUPS } from "./groupOf.ts";
import { versionFolder } from "./releasedReferences.ts";
import type { UsedContract } from "./partOf.ts";
import type { Release } from "./readReleases.ts";
import { sentenceOf } from "./sentenceOf.ts";
import { singly } from "./singly.ts";

/** Today's contract, and the file that it comes from. */
export interface Today {
  readonly api: Api;
  /** Path of its bundle. */
  readonly file: string;
}

/**
 * What is deprecated now, and what changed from release to release, the newest first, and since then.
 *
 * @param releases The newest first.
 * @throws {Error} when two contracts cannot be compared.
 */
export async function changelogPage(today: Today, releases: readonly Release[]): Promise<Page> {
  const [newest] = releases;
  const parts =
    newest === undefined
      ? [`No release yet; the first one will be ${today.api.version}.`]
      : await fewAtOnce([undefined, ...releases], async (release) => {
          if (release === undefined) return await unreleased(newest, today);
          const before = releases[releases.indexOf(release) + 1];
          const reference = `[Reference of this version](${versionFolder(release.version)}/index.html)\n\n`;
          return `## ${release.version}\n\n${reference}${await released(release, before, today.api)}`;
        });
  return {
    path: "changelog",
    title: "Changelog",
    description: "What changed between the releases of the contract.",
    section: "Contract",
    markdown: `${[deprecatedNow(used(today.api)), ...parts].filter((part) => part !== "").join("\n\n")}\n`,
  };
}

async function unreleased(newest: Release, { api, file }: Today): Promise<string> {
  const comparison = await diffContracts(newest.file, file);
  if (comparison.changes.length === 0) return "";
  return `## Unreleased\n\n${listsOf(comparison, api)}`;
}

async function released(after: Release, before: Release | undefined, newest: Api): Promise<string> {
  if (before === undefined) return "The first release.";
  return listsOf(await diffContracts(before.file, after.file), newest);
}

const used = (api: Api): UsedContract => ({ api, usage: usageOf(api) });

/** The changes as lists, by what they mean for whoever uses the API. */
function listsOf({ changes, before, after }: Comparison, newest: Api): string {
  const contracts = { before: used(readApi(before)), after: used(readApi(after)), newest };
  const told = changes
    .flatMap(singly)
    .map((change) => ({ group: groupOf(change), text: sentenceOf(change, contracts) }));
  const lists = GROUPS.map((group) => {
    const items = told.filter((one) => one.group === group).map(({ text }) => `- ${text}`);
    return items.length === 0 ? "" : `### ${group}\n\n${[...new Set(items)].join("\n")}`;
  });
  const text = lists.filter((list) => list !== "").join("\n\n");
  return text === "" ? "Nothing but the documentation changed." : text;
}
