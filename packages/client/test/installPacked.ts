import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isRecord } from "../../../scripts/isRecord.ts";

const run = promisify(execFile);

/** A package as it would be published. */
export interface Packed {
  readonly tarball: string;
  /** What is in it, relative to the package's folder. */
  readonly paths: readonly string[];
}

/** A folder of somebody who installed the packed packages. */
export interface User {
  readonly folder: string;
  readonly packed: Readonly<Record<"types" | "client", Packed>>;
  /** Runs Node in the folder; rejects unless it ends with code 0. Resolves to what it printed. */
  node(...args: readonly string[]): Promise<string>;
  /** Writes files of the folder, by path. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * Packs the built types and client, and installs them in an empty folder, with no network: the
 * client's own dependencies come from where the workspace has them.
 *
 * @param others further dependencies of the client's folder to install beside them, such as `msw`
 */
export async function installPacked(...others: readonly string[]): Promise<User> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "ev-charger-user-")));
  const modules = join(folder, "node_modules");
  const remove = () => rm(folder, { recursive: true, force: true });
  const install = async (name: string): Promise<Packed> => {
    const packed = await pack(name, folder);
    const into = join(modules, "@ev-charger", name);
    await mkdir(into, { recursive: true });
    await run("tar", ["-xzf", packed.tarball, "--strip-components=1", "-C", into]);
    return packed;
  };
  const link = async (name: string): Promise<void> => {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    const target = fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
    await symlink(await realpath(target), join(modules, name), "junction");
  };
  try {
    const [types, client] = await Promise.all([install("types"), install("client")]);
    await Promise.all(["openapi-fetch", ...others].map(link));
    return {
      folder,
      packed: { types, client },
      async node(...args) {
        const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e8 });
        return stdout;
      },
      async write(files) {
        for (const [file, content] of Object.entries(files))
          await writeFile(join(folder, file), content);
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function pack(name: string, into: string): Promise<Packed> {
  const cwd = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const { stdout } = await run("pnpm", ["pack", "--json", "--pack-destination", into], { cwd });
  const packed: unknown = JSON.parse(stdout);
  if (!isRecord(packed) || !Array.isArray(packed["files"])) throw new Error(`pnpm said ${stdout}`);
  const paths = packed["files"].filter(isRecord).map(({ path }) => String(path));
  return { tarball: String(packed["filename"]), paths };
}
