import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { isRecord } from "../isRecord.ts";
import { PUBLISHED } from "./changesets.ts";

/** A package as it would be published. */
export interface Tarball {
  readonly name: string;
  /** The size of the tarball in bytes. */
  readonly size: number;
  /** What is in it, relative to the package. */
  readonly files: readonly string[];
}

/**
 * Packs every published package; they have to be built.
 *
 * @param root the workspace's folder
 * @param into the folder that the tarballs come to stand in
 */
export async function packAll(root: string, into: string): Promise<readonly Tarball[]> {
  return await Promise.all(
    PUBLISHED.map(async (name) => {
      const args = ["pack", "--json", "--pack-destination", into];
      const cwd = join(root, folderOf(name));
      const { stdout } = await promisify(execFile)("pnpm", args, { cwd, maxBuffer: 1e8 });
      const packed: unknown = JSON.parse(stdout);
      const { size, files } = isRecord(packed) ? packed : {};
      if (typeof size !== "number" || !Array.isArray(files)) {
        throw new TypeError(`pnpm pack said of ${name}: ${stdout}`);
      }
      return { name, size, files: files.filter(isRecord).map(({ path }) => String(path)) };
    }),
  );
}

/** The version that a published package says. */
export async function versionOf(root: string, name: string): Promise<string> {
  const text = await readFile(join(root, folderOf(name), "package.json"), "utf8");
  const manifest: unknown = JSON.parse(text);
  return isRecord(manifest) ? String(manifest["version"]) : "";
}

/** Where a published package is, relative to the workspace. */
const folderOf = (name: string): string =>
  name === "@ev-charger/spec" ? "spec" : `packages/${name.replace("@ev-charger/", "")}`;
