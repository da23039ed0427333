import { join } from "node:path";
import { InvalidContractError } from "../../packages/contract/src/contract/InvalidContractError.ts";
import { type Comparison, diffContracts } from "../../spec/diff/diffContracts.ts";
import { Stop } from "../Stop.ts";
import { higher, type Level } from "../versions.ts";
import type { Found } from "./formats.ts";
import { lastRelease } from "./lastRelease.ts";
import { rowsOf } from "./rowsOf.ts";

/** Today's contract beside a released one. */
export interface Compared extends Found {
  readonly comparison: Comparison;
}

/**
 * Compares the bundle in `spec/dist` with a released one.
 *
 * @param root the workspace's folder
 * @param base path of a bundle to compare with; default: the newest in `spec/released`
 * @returns undefined when nothing was released yet, and no other base is given
 * @throws {Stop} naming the file that is no contract, or why the two cannot be compared
 */
export async function compareWithRelease(
  root: string,
  base?: string,
): Promise<Compared | undefined> {
  const released = await lastRelease(root);
  const file = base ?? released?.file;
  if (file === undefined) return undefined;
  const today = join(root, "spec/dist/openapi.yaml");
  const comparison = await diffContracts(file, today).catch((error: unknown) => {
    throw new Stop(error instanceof Error ? error.message : String(error), 1, error);
  });
  const demand = comparison.changes.reduce<Level>(
    (level, { impact }) => higher(level, impact),
    "none",
  );
  const since = base ?? released?.version ?? "";
  try {
    return { since, demand, rows: rowsOf(comparison), comparison };
  } catch (error) {
    if (!(error instanceof InvalidContractError)) throw error;
    throw new Stop(`${file} and ${today} cannot be shown side by side: ${error.message}`, 1, error);
  }
}
