import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ifMissing } from "../ifMissing.ts";
import { Stop } from "../Stop.ts";
import type { GeneratedPackage } from "./packageFrom.ts";

/** What the first lines of every generated file have. */
const MARK = /^(?:.*\n)?.*Generated from .* \(sha256 [\da-f]{12}\)\. Do not edit\./;

/**
 * Writes a package. Of what an earlier run left there, what is not made any more is removed; files of
 * others stay as they are.
 *
 * @param force Writes over files that are not generated, too.
 * @throws Stop when the folder has files, and no package that was generated; or one of the files that
 *   are to be written was not.
 */
export async function writePackage(
  folder: string,
  { files }: Pick<GeneratedPackage, "files">,
  force = false,
): Promise<void> {
  const found =
    (await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifMissing)) ?? [];
  const inSources = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => path.startsWith(join(folder, "src/")));
  if (!force) await assertOurs(folder, found.length > 0, [...files.keys()]);
  for (const path of inSources) {
    const isMade = files.has(path.slice(join(folder, "/").length).replaceAll("\\", "/"));
    if (!isMade && (await isGenerated(path))) await rm(path);
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function assertOurs(
  folder: string,
  isUsed: boolean,
  paths: readonly string[],
): Promise<void> {
  if (isUsed && !(await isGenerated(join(folder, "package.json")))) {
    throw new Stop(
      `${folder} has files already, and not from here. Choose another --out, or pass --force.`,
      1,
    );
  }
  const edited: string[] = [];
  for (const path of paths) {
    const isOurs = await isGenerated(join(folder, path));
    if (isOurs === false) edited.push(path);
  }
  if (edited.length === 0) return;
  throw new Stop(
    `${folder} has files that are not generated: ${edited.join(", ")}. Move them, or pass --force to lose them.`,
    1,
  );
}

/** Whether a file says that it is generated; undefined when there is none. */
async function isGenerated(path: string): Promise<boolean | undefined> {
  const text = await readFile(path, "utf8").catch(ifMissing);
  return text === undefined ? undefined : MARK.test(text);
}
