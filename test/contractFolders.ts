import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CONTRACT } from "../packages/docs/test/things.ts";
import { changed } from "../spec/test/changed.ts";

/** Other values at some places of a contract, by JSON Pointer. */
export type Edits = Readonly<Record<string, unknown>>;

/** What a folder has that differs from a small contract, released as 1.0.0 and not touched since. */
export interface Difference {
  /** What the released contract has of its own. */
  readonly released?: Edits;
  /** What happened to it since. */
  readonly since?: Edits;
  /** What stands behind `version:` in spec/openapi.yaml. */
  readonly version?: string;
  /** By the name of the file. */
  readonly changesets?: Readonly<Record<string, string>>;
}

/** A folder with as much of the workspace as the versions of a contract take. */
export interface ContractFolder {
  readonly root: string;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
}

/** Makes folders, and removes all of them. */
export function contractFolders() {
  const made: string[] = [];
  return {
    async make({ released = {}, since = {}, version = "1.0.0", changesets = {} }: Difference = {}) {
      const root = await mkdtemp(join(tmpdir(), "ev-charger-contract-"));
      made.push(root);
      const folder: ContractFolder = {
        root,
        async write(files) {
          for (const [file, text] of Object.entries(files)) {
            await mkdir(join(root, dirname(file)), { recursive: true });
            await writeFile(join(root, file), text);
          }
        },
        read: (file) => readFile(join(root, file), "utf8"),
      };
      const before = changed(CONTRACT, released);
      await folder.write({
        "package.json": "{}",
        ".changeset/config.json": "{}",
        "spec/openapi.yaml": written(version),
        "spec/released/1.0.0.yaml": JSON.stringify(before),
        "spec/dist/openapi.yaml": JSON.stringify(changed(before, since)),
      });
      for (const [file, text] of Object.entries(changesets)) {
        await folder.write({ [`.changeset/${file}`]: text });
      }
      return folder;
    },
    async remove() {
      for (const root of made.splice(0)) await rm(root, { recursive: true });
    },
  };
}

/** A hand-written contract, as far as versions are concerned. */
export const written = (version: string): string =>
  `openapi: 3.1.0\n\n# Ours.\ninfo:\n  title: Things\n  version: ${version}\n`;

/** A changeset. */
export const promising = (
  level: string,
  text = "It is better.",
  name = "@ev-charger/client",
): string => `---\n"${name}": ${level}\n---\n\n${text}\n`;
