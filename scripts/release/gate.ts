import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { Stop } from "../Stop.ts";
import { isLess, type Level, levelBetween, nextVersion } from "../versions.ts";
import { EARLY, pendingChangesets } from "./changesets.ts";
import { type Compared, compareWithRelease } from "./compareWithRelease.ts";
import { FORMATS } from "./formats.ts";
import { type EarlyRemoval, earlyRemovals } from "./earlyRemovals.ts";

/** What was promised of the next version, and what that lacks. */
export interface Judged {
  readonly compared: Compared;
  /** The version that the contract says. */
  readonly version: string;
  /** What the pending changesets promise. */
  readonly promised: Level;
  /** What is promised too little, in sentences; none when all is well. */
  readonly problems: readonly string[];
  /** What is gone before its time, and no changeset allows to be. */
  readonly early: readonly EarlyRemoval[];
}

/** The command that mends what the gate finds, but for early removals. */
const MEND = "pnpm contract:promise";

/**
 * Holds `info.version` and the pending changesets to what changed in the contract since its last release.
 *
 * @param root the workspace's folder; its bundle has to be up to date
 * @param today such as `2027-06-30`; default: now, in UTC
 * @returns undefined when nothing was released yet
 * @throws {Stop} as `compareWithRelease`, `pendingChangesets` and `contractVersion` do
 */
export async function gate(
  root: string,
  today = new Date().toISOString().slice(0, 10),
): Promise<Judged | undefined> {
  const version = await contractVersion(root);
  const { level: promised, allowed } = await pendingChangesets(root);
  const compared = await compareWithRelease(root);
  if (compared === undefined) return undefined;
  const { since, demand } = compared;
  const problems: string[] = [];
  const said = levelBetween(since, version);
  const wanted = nextVersion(since, demand);
  if (said === undefined) {
    problems.push(`info.version is ${version}, which does not follow ${since}.`);
  } else if (isLess(said, demand)) {
    problems.push(`info.version is ${version}, and has to be ${wanted} at least.`);
  }
  if (isLess(promised, demand)) {
    problems.push(
      promised === "none"
        ? `No changeset in .changeset promises a ${demand} version.`
        : `The changesets in .changeset promise a ${promised} version, not a ${demand} one.`,
    );
  } else if (said !== undefined && isLess(promised, said)) {
    problems.push(
      `info.version is ${version}, a ${said} version, but the changesets in .changeset promise ${promised === "none" ? "nothing" : `a ${promised} one`}.`,
    );
  }
  const early = earlyRemovals(compared.comparison, today).filter(
    ({ name }) => !allowed.some((line) => isFor(line, name)),
  );
  return { compared, version, promised, problems, early };
}

/** An exception names what it is for, whole, and why. */
function isFor(line: string, name: string): boolean {
  const [said = "", wanted = ""] = [line, name].map((text) => text.replaceAll("`", ""));
  return said.startsWith(wanted) && /^,? because \S*[\p{L}\p{N}]/u.test(said.slice(wanted.length));
}

/** What is wrong, and what to do about it; undefined when all is well. */
export function complaintOf({ compared, problems, early }: Judged): string | undefined {
  if (problems.length + early.length === 0) return undefined;
  const parts = [FORMATS.text(compared)];
  if (problems.length > 0) {
    parts.push(`${problems.join("\n")}\nTo mend versions and changesets, run: ${MEND}`);
  }
  if (early.length > 0) {
    const reasons = early.map(({ name, reason }) => `  ${name}: ${reason}`);
    const lines = early.map(({ name }) => `  ${EARLY} ${name}, because …`);
    parts.push(
      `Gone or renamed too early:\n${reasons.join("\n")}\nRelease them as deprecated first (deprecated: true, x-sunset), or allow it by a line in a changeset:\n${lines.join("\n")}`,
    );
  }
  return parts.join("\n\n");
}

/**
 * The version that the hand-written contract says.
 *
 * @throws {Stop} when it says none
 */
export async function contractVersion(root: string): Promise<string> {
  const file = join(root, "spec/openapi.yaml");
  const version = parseDocument(await readFile(file, "utf8")).getIn(["info", "version"]);
  if (typeof version === "string") return version;
  throw new Stop(`${file} has no info.version that is a text such as 1.0.0. Write one.`, 1);
}
