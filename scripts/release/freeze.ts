import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { Stop } from "../Stop.ts";
import { PUBLISHED } from "./changesets.ts";
import type { ReleasePlan } from "./planRelease.ts";
import { writeVersion } from "./promise.ts";
import { versionOf } from "./tarballs.ts";

const run = promisify(execFile);

/**
 * Gives every package its new version and changelog, and keeps the contract as it is released. Nothing is
 * committed.
 *
 * @param root the workspace's folder
 * @param bundle makes the bundle in `spec/dist` anew
 * @throws {Stop} when the changesets lead to another version than planned
 */
export async function freeze(
  root: string,
  { version, entry }: ReleasePlan,
  bundle: () => Promise<void>,
): Promise<void> {
  await writeVersion(root, version);
  const changesets = createRequire(import.meta.url).resolve("@changesets/cli/bin.js");
  await run(process.execPath, [changesets, "version"], { cwd: root });
  for (const name of PUBLISHED) {
    const found = await versionOf(root, name);
    if (found !== version) {
      throw new Stop(
        `The changesets lead ${name} to ${found}, the contract to ${version}. Take it all back (git restore .), and correct .changeset or info.version.`,
        1,
      );
    }
  }
  await bundle();
  const released = join(root, "spec/released");
  await mkdir(released, { recursive: true });
  await copyFile(join(root, "spec/dist/openapi.yaml"), join(released, `${version}.yaml`));
  await tellContract(join(root, "spec/CHANGELOG.md"), version, entry);
}

/** Puts what changed in the contract before what the changesets say. */
async function tellContract(file: string, version: string, entry: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const heading = `## ${version}\n`;
  if (!text.includes(heading)) throw new Error(`${file} has no ${heading.trim()}.`);
  await writeFile(
    file,
    text.replace(heading, () => `${heading}\n### Contract\n\n${entry}\n`),
  );
}
