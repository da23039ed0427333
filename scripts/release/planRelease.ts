import { higher, isLess, nextVersion } from "../versions.ts";
import { pendingChangesets, PUBLISHED } from "./changesets.ts";
import { FORMATS } from "./formats.ts";
import { complaintOf, contractVersion, gate } from "./gate.ts";
import { Stop } from "../Stop.ts";

/** What a release would be. */
export interface ReleasePlan {
  readonly version: string;
  /** The version before it; undefined for the first. */
  readonly since: string | undefined;
  readonly packages: readonly string[];
  /** What the contract's changelog says of it beside the changesets: markdown. */
  readonly entry: string;
}

/**
 * Works out the next release from the pending changesets; the contract's own version wins for the first.
 *
 * @param root the workspace's folder; its bundle has to be up to date
 * @throws {Stop} when less is promised than changed, or there is nothing to release
 */
export async function planRelease(root: string): Promise<ReleasePlan> {
  const judged = await gate(root);
  const { level } = await pendingChangesets(root);
  if (level === "none") {
    throw new Stop("Nothing to release: no changeset is pending. pnpm changeset writes one.", 1);
  }
  if (judged === undefined) {
    const version = await contractVersion(root);
    return { version, since: undefined, packages: PUBLISHED, entry: "The first release." };
  }
  const complaint = complaintOf(judged);
  if (complaint !== undefined) throw new Stop(complaint, 1);
  const { compared } = judged;
  const version = nextVersion(compared.since, higher(level, compared.demand));
  const entry = isLess("none", compared.demand)
    ? FORMATS.markdown(compared)
    : "The contract is as it was.";
  return { version, since: compared.since, packages: PUBLISHED, entry };
}
