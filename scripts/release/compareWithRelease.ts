import { join } from "node:path";
import { type Comparison, diffContracts } from "../../spec/diff/diffContracts.ts";
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
 * @throws {Error} as `diffContracts` does
 */
export async function compareWithRelease(
  root: string,
  base?: string,
): Promise<Compared | undefined> {
  const released = await lastRelease(root);
  const file = base ?? released?.file;
  if (file === undefined) return undefined;
  const comparison = await diffContracts(file, join(root, "spec/dist/openapi.yaml"));
  const demand = comparison.changes.reduce<Level>(
    (level, { impact }) => higher(level, impact),
    "none",
  );
  const since = base ?? released?.version ?? "";
  return { since, demand, rows: rowsOf(comparison), comparison };
}
