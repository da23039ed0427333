import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { ifMissing } from "../../../../scripts/ifMissing.ts";
import { compareVersions } from "../../../../scripts/versions.ts";
import { type Api, readApi } from "../contract/readApi.ts";

/** A contract as it was released. */
export interface Release {
  readonly version: string;
  /** Its bundle, a file of YAML. */
  readonly file: string;
  readonly yaml: string;
  readonly json: string;
  readonly api: Api;
}

/**
 * Reads the released contracts of a folder, the newest first; none when there is no such folder.
 *
 * @throws {Error} naming the file and the next step, when one cannot be read or has another name than
 *   its version.
 */
export async function readReleases(folder: string): Promise<readonly Release[]> {
  const names = ((await readdir(folder).catch(ifMissing)) ?? []).filter((name) =>
    name.endsWith(".yaml"),
  );
  const releases = await Promise.all(names.map((name) => readRelease(join(folder, name), name)));
  return releases.toSorted((a, b) => compareVersions(b.version, a.version));
}

async function readRelease(file: string, name: string): Promise<Release> {
  const [, version] = /^(\d+\.\d+\.\d+)\.yaml$/u.exec(name) ?? [];
  if (version === undefined) {
    throw new Error(
      `${file} must be named by its version, such as 1.2.3.yaml. Rename or remove it.`,
    );
  }
  const yaml = await readFile(file, "utf8");
  const document = parseYaml(yaml, file);
  let api: Api;
  try {
    api = readApi(document);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} is no released contract: ${reason} Restore it from git.`, { cause });
  }
  if (api.version !== version) {
    throw new Error(
      `${file} has the version ${api.version} in it. Name it ${api.version}.yaml, or restore it from git.`,
    );
  }
  return { version, file, yaml, json: `${JSON.stringify(document, null, 2)}\n`, api };
}

function parseYaml(yaml: string, file: string): unknown {
  try {
    const document: unknown = parse(yaml);
    return document;
  } catch (cause) {
    throw new Error(`${file} is not YAML. Restore it from git.`, { cause });
  }
}
