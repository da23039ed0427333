import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isRecord } from "../scripts/isRecord.ts";
import { readManifest, type Release } from "./Release.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

/** A package of this workspace, as it would be published. */
export interface PackedPackage extends Release {
  /** Its folder in the workspace. */
  readonly source: string;
  /** The folder in which its tarball is unpacked. */
  readonly folder: string;
  /** The files in the tarball, relative to the package's folder. */
  readonly paths: readonly string[];
}

/** Packs each package of the workspace that is not private, and unpacks it again to look at. */
export async function packPublished(into: string): Promise<readonly PackedPackage[]> {
  const sources = await publishedFolders();
  const filters = [...sources.keys()].map((name) => `--filter=${name}`);
  const flags = [...filters, "pack", "--json", "--pack-destination", into];
  const { stdout } = await execute("pnpm", flags, { cwd: root, maxBuffer: 1e8 });
  const told: unknown = JSON.parse(stdout);
  return Promise.all(
    (Array.isArray(told) ? told : []).filter(isRecord).map(async ({ name, filename, files }) => {
      const source = sources.get(String(name));
      if (source === undefined || typeof filename !== "string" || !Array.isArray(files))
        throw new Error(`pnpm said ${stdout}`);
      const folder = join(into, "unpacked", String(name));
      await mkdir(folder, { recursive: true });
      await execute("tar", ["-xzf", filename, "--strip-components=1", "-C", folder]);
      return {
        manifest: await readManifest(folder),
        tarball: () => readFile(filename),
        source,
        folder,
        paths: files.filter(isRecord).map(({ path }) => String(path)),
      };
    }),
  );
}

/** The folders of the packages that are not private, by name. */
async function publishedFolders(): Promise<ReadonlyMap<string, string>> {
  const packages = await readdir(join(root, "packages"));
  const found = new Map<string, string>();
  for (const path of ["spec", ...packages.map((name) => `packages/${name}`)]) {
    const folder = join(root, path);
    const manifest = await readManifest(folder);
    if (manifest["private"] !== true) found.set(manifest.name, folder);
  }
  return found;
}
