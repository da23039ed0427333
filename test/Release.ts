import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../scripts/isRecord.ts";

/** What a package says about itself, in its package.json. */
export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly version: string;
}

/** One version of a package, as a registry has it. */
export interface Release {
  readonly manifest: Manifest;
  /** Packs it, when it is first asked for. */
  readonly tarball: () => Promise<Buffer>;
}

/** Reads the package.json of a folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (!isRecord(manifest)) throw new TypeError(`The package in ${folder} has no manifest.`);
  const { name, version } = manifest;
  if (typeof name !== "string" || typeof version !== "string")
    throw new TypeError(`The package in ${folder} has no name or version.`);
  return { ...manifest, name, version };
}
