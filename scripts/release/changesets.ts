import { readChangesets } from "@changesets/read";
import { higher, type Level } from "../versions.ts";

/** The packages that are published, all with the contract's version. */
export const PUBLISHED = [
  "@ev-charger/spec",
  "@ev-charger/types",
  "@ev-charger/client",
  "@ev-charger/sandbox",
  "@ev-charger/contract",
] as const;

/** What the pending changesets say together. */
export interface Pending {
  readonly level: Level;
  /** The names of those files that promise something, without `.md`. */
  readonly ids: readonly string[];
  /** What they allow to be removed early: everything behind `Early removal:`, a line each. */
  readonly allowed: readonly string[];
}

/** What a line begins with that allows an early removal. */
export const EARLY = "Early removal:";

/**
 * Reads the changesets in `.changeset`.
 *
 * @param root the workspace's folder
 * @throws {Error} naming the file that is no changeset
 */
export async function pendingChangesets(root: string): Promise<Pending> {
  const changesets = await readChangesets(root);
  const releases = changesets.flatMap((changeset) => changeset.releases);
  return {
    level: releases.reduce<Level>((level, { type }) => higher(level, type), "none"),
    ids: changesets.map(({ id }) => id),
    allowed: changesets
      .flatMap(({ summary }) => summary.split("\n"))
      .map((line) => line.trim())
      .filter((line) => line.startsWith(EARLY))
      .map((line) => line.slice(EARLY.length).trim()),
  };
}
