import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ifMissing } from "../ifMissing.ts";
import { compareVersions } from "../versions.ts";

/** A contract as it was released. */
export interface Released {
  readonly version: string;
  /** Path of its bundle. */
  readonly file: string;
}

/**
 * The newest released contract; undefined when none was released.
 *
 * @param root the workspace's folder
 */
export async function lastRelease(root: string): Promise<Released | undefined> {
  const folder = join(root, "spec/released");
  const names = (await readdir(folder).catch(ifMissing)) ?? [];
  const versions = names.flatMap((name) => /^(\d+\.\d+\.\d+)\.yaml$/u.exec(name)?.[1] ?? []);
  const version = versions.toSorted(compareVersions).at(-1);
  return version === undefined ? undefined : { version, file: join(folder, `${version}.yaml`) };
}
