import { type ContractChange, diffContracts } from "../../../../spec/diffContracts.ts";
import type { Api } from "../contract/readApi.ts";
import type { Page } from "../site/Page.ts";
import { olderFolder } from "./olderReferences.ts";
import type { Release } from "./readReleases.ts";
import { sentenceOf } from "./sentenceOf.ts";

/** Today's contract, and the file that it comes from. */
export interface Today {
  readonly api: Api;
  /** Path of its bundle. */
  readonly file: string;
}

const GROUPS = ["Breaking", "Added", "Changed", "Deprecated"] as const;
type Group = (typeof GROUPS)[number];

/** What of a contract only its readers see. */
const PROSE = new Set(["description", "summary", "title", "example", "examples", "externalDocs"]);

/**
 * What changed from release to release, the newest first, and since then.
 *
 * @throws {Error} when two contracts cannot be compared.
 */
export async function changelogPage(today: Today, releases: readonly Release[]): Promise<Page> {
  const [newest] = releases;
  const parts =
    newest === undefined
      ? [`No release yet; the first one will be ${today.api.version}.`]
      : [
          await unreleased(newest, today),
          ...(await Promise.all(
            releases.map((release, index) =>
              released(release, releases[index + 1], today.api, newest.version),
            ),
          )),
        ];
  return {
    path: "changelog",
    title: "Changelog",
    description: "What changed between the releases of the contract.",
    section: "Contract",
    markdown: `${parts.filter((part) => part !== "").join("\n\n")}\n`,
  };
}

async function unreleased(newest: Release, { api, file }: Today): Promise<string> {
  const changes = await diffContracts(newest.file, file);
  const text = groupsOf(changes, api);
  return changes.length === 0 ? "" : `## Unreleased\n\n${text}`;
}

async function released(
  { version, file }: Release,
  before: Release | undefined,
  newest: Api,
  newestVersion: string,
): Promise<string> {
  const text =
    before === undefined
      ? "The first release."
      : groupsOf(await diffContracts(before.file, file), newest);
  const reference =
    version === newestVersion
      ? ""
      : `[Reference of this version](${olderFolder(version)}/index.html)\n\n`;
  return `## ${version}\n\n${reference}${text}`;
}

/** The changes as lists, by what they mean for whoever uses the API. */
function groupsOf(changes: readonly ContractChange[], newest: Api): string {
  const told = changes.filter((change) => groupOf(change) !== undefined);
  const lists = GROUPS.map((group) => {
    const items = told
      .filter((change) => groupOf(change) === group)
      .map((change) => `- ${sentenceOf(change, newest)}`);
    return items.length === 0 ? "" : `### ${group}\n\n${[...new Set(items)].join("\n")}`;
  });
  const text = lists.filter((list) => list !== "").join("\n\n");
  return text === "" ? "Nothing but the documentation changed." : text;
}

/** Undefined for what asks nothing of anyone: prose, examples and the version itself. */
function groupOf({ kind, impact, typeName, property, after }: ContractChange): Group | undefined {
  if (impact === "major") return "Breaking";
  if (property === "deprecated") return after?.value === true ? "Deprecated" : "Changed";
  const isProse = typeName === "Info" || typeName === "Example" || typeName === "ExternalDocs";
  if (isProse || (property !== undefined && (PROSE.has(property) || property.startsWith("x-")))) {
    return undefined;
  }
  return kind === "added" || property === "enum" ? "Added" : "Changed";
}
