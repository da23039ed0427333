import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, cp, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { constants, createGzip } from "node:zlib";
import { isRecord } from "../scripts/isRecord.ts";
import { type Manifest, readManifest, type Release } from "./Release.ts";

/** A package that another one asks for. */
export interface Wanted {
  readonly name: string;
  /** The folder of the one that asks. */
  readonly from: string;
  /** Whether it may be missing, as what is made for another platform is. */
  readonly optional: boolean;
}

/**
 * The releases that are installed of some packages and of all that they depend on, to be served by a
 * registry as if they came from where they were published.
 *
 * @param wanted what to begin with
 * @param scratch a folder to work in
 */
export async function releasesInstalled(
  wanted: readonly Wanted[],
  scratch: string,
): Promise<readonly Release[]> {
  const found = new Map<string, Release>();
  const queue = [...wanted];
  for (const { name, from, optional } of queue) {
    const folder = await placeOf(name, from);
    if (folder === undefined && !optional)
      throw new Error(`${name} is not installed, and ${from} asks for it.`);
    if (folder === undefined || found.has(folder)) continue;
    const manifest = await readManifest(folder);
    let packed: Promise<Buffer> | undefined;
    const copy = join(scratch, String(found.size), "package");
    found.set(folder, { manifest, tarball: () => (packed ??= pack(folder, copy)) });
    queue.push(...dependenciesOf(manifest, folder));
  }
  return [...found.values()];
}

/** What a package asks for; of its optional peers nothing, since nobody installs them for it. */
export function dependenciesOf(manifest: Manifest, from: string): readonly Wanted[] {
  const namesIn = (key: string): readonly string[] => {
    const value = manifest[key];
    return isRecord(value) ? Object.keys(value) : [];
  };
  const optional = new Set(namesIn("optionalDependencies"));
  const peers = manifest["peerDependenciesMeta"];
  const isOptionalPeer = (name: string): boolean => {
    const peer = isRecord(peers) ? peers[name] : undefined;
    return isRecord(peer) && peer["optional"] === true;
  };
  return [
    ...namesIn("dependencies"),
    ...optional,
    ...namesIn("peerDependencies").filter((name) => !isOptionalPeer(name)),
  ].map((name) => ({ name, from, optional: optional.has(name) }));
}

/** Where Node would find a package. */
async function placeOf(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    const isThere = await access(join(place, "package.json")).then(
      () => true,
      () => false,
    );
    if (isThere) return realpath(place);
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Packs a folder without what is installed in it. Only a copy has what a tarball may have: the files
 * of pnpm's store are links, and tar writes those of one content as links to each other.
 */
async function pack(folder: string, copy: string): Promise<Buffer> {
  const modules = join(folder, "node_modules");
  await cp(folder, copy, {
    recursive: true,
    dereference: true,
    filter: (path) => path !== modules,
  });
  const flags = ["-C", dirname(copy), "-cf", "-", "package"];
  const tar = spawn("tar", flags, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(tar, "close");
  // It is unpacked once, on this machine: small is worth less than soon.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const [tarball] = await Promise.all([buffer(tar.stdout.pipe(gzip)), closed]);
  if (tar.exitCode !== 0) throw new Error(`tar ended with ${tar.exitCode} for ${folder}.`);
  return tarball;
}
