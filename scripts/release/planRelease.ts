import { nextVersion } from "../versions.ts";
import { pendingChangesets } from "./changesets.ts";
import { FORMATS } from "./formats.ts";
import { complaintOf, contractVersion, gate } from "./gate.ts";
import { Stop } from "../Stop.ts";

/** What a release would be. */
export interface ReleasePlan {
  readonly version: string;
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
  const level = judged?.promised ?? (await pendingChangesets(root)).level;
  if (level === "none") {
    throw new Stop("Nothing to release: no changeset is pending. pnpm changeset writes one.", 1);
  }
  if (judged === undefined) {
    return { version: await contractVersion(root), entry: "The first release." };
  }
  const complaint = complaintOf(judged);
  if (complaint !== undefined) throw new Stop(complaint, 1);
  const { compared } = judged;
  return {
    version: nextVersion(compared.since, level),
    entry: compared.demand === "none" ? "The contract is as it was." : FORMATS.markdown(compared),
  };
}
