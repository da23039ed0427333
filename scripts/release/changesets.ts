import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readChangesets } from "@changesets/read";
import { ifMissing } from "../ifMissing.ts";
import { Stop } from "../Stop.ts";
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
  /** What they promise of what is published. */
  readonly level: Level;
  /** What each says, by the name of its file without `.md`. */
  readonly texts: ReadonlyMap<string, string>;
  /** What they allow to be removed early: everything behind `Early removal:`, a line each. */
  readonly allowed: readonly string[];
}

/** What a line begins with that allows an early removal. */
export const EARLY = "Early removal:";

/**
 * Reads the changesets in `.changeset`.
 *
 * @param root the workspace's folder
 * @throws {Stop} naming the file that is no changeset
 */
export async function pendingChangesets(root: string): Promise<Pending> {
  const changesets = await read(root);
  const releases = changesets
    .flatMap((changeset) => changeset.releases)
    .filter(({ name }) => PUBLISHED.some((one) => one === name));
  return {
    level: releases.reduce<Level>((level, { type }) => higher(level, type), "none"),
    texts: new Map(changesets.map(({ id, summary }) => [id, summary])),
    allowed: changesets
      .flatMap(({ summary }) => summary.split("\n"))
      .map((line) => line.replace(/^\s*(?:[-*]\s+)?/u, ""))
      .filter((line) => line.startsWith(EARLY))
      .map((line) => line.slice(EARLY.length).trim()),
  };
}

async function read(root: string): ReturnType<typeof readChangesets> {
  try {
    return await readChangesets(root);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const file = await unreadable(join(root, ".changeset"));
    throw new Stop(file === undefined ? words : `${file} is no changeset: ${words}`, 1, error);
  }
}

/** The changeset that cannot be read, which the error does not name: found by reading each alone. */
async function unreadable(folder: string): Promise<string | undefined> {
  const names = (await readdir(folder).catch(ifMissing)) ?? [];
  for (const name of names.filter((one) => one.endsWith(".md"))) {
    const alone = await mkdtemp(join(tmpdir(), "ev-charger-changeset-"));
    try {
      await mkdir(join(alone, ".changeset"));
      await copyFile(join(folder, name), join(alone, ".changeset", name));
      await readChangesets(alone);
    } catch {
      return join(folder, name);
    } finally {
      await rm(alone, { recursive: true });
    }
  }
  return undefined;
}
