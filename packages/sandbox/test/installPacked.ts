import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isJson } from "../src/contract/Json.ts";

const run = promisify(execFile);

/** Where the packages of the workspace are. */
const FOLDERS = { spec: "../../../spec", types: "../../types", sandbox: ".." } as const;

/** A folder of somebody who installed the packed sandbox. */
export interface User {
  readonly folder: string;
  /** The file that the command begins with. */
  readonly program: string;
  /** The sandbox's tarball. */
  readonly tarball: string;
  /** What is in the sandbox's tarball, relative to the package's folder. */
  readonly paths: readonly string[];
  readonly remove: () => Promise<void>;
}

/**
 * Packs spec, types and sandbox as they are built, and installs them in an empty folder as npm would,
 * with no network: what the sandbox depends on comes from where the workspace has it.
 */
export async function installPacked(): Promise<User> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "sandbox-user-")));
  const remove = () => rm(folder, { recursive: true, force: true });
  const modules = join(folder, "node_modules");
  try {
    for (const name of ["spec", "types"] as const) await install(name, folder);
    const { tarball, paths } = await install("sandbox", folder);
    const own = join(modules, "@ev-charger", "sandbox");
    const manifest: unknown = JSON.parse(await readFile(join(own, "package.json"), "utf8"));
    const { bin, dependencies } = isJson(manifest) ? manifest : {};
    for (const name of Object.keys(isJson(dependencies) ? dependencies : {})) {
      if (!name.startsWith("@ev-charger/")) await link(name, modules);
    }
    const [[command, file] = []] = Object.entries(isJson(bin) ? bin : {});
    if (command === undefined || typeof file !== "string") throw new Error("It has no command.");
    const program = join(own, file);
    await chmod(program, 0o755);
    await mkdir(join(modules, ".bin"));
    await symlink(program, join(modules, ".bin", command));
    return { folder, program, tarball, paths, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function install(
  name: keyof typeof FOLDERS,
  folder: string,
): Promise<Pick<User, "tarball" | "paths">> {
  const cwd = fileURLToPath(new URL(FOLDERS[name], import.meta.url));
  const { stdout } = await run("pnpm", ["pack", "--json", "--pack-destination", folder], { cwd });
  const packed: unknown = JSON.parse(stdout);
  const { filename, files } = isJson(packed) ? packed : {};
  if (typeof filename !== "string" || !Array.isArray(files)) throw new Error(`pnpm said ${stdout}`);
  const into = join(folder, "node_modules", "@ev-charger", name);
  await mkdir(into, { recursive: true });
  await run("tar", ["-xzf", filename, "--strip-components=1", "-C", into]);
  const paths = files.filter(isJson).map(({ path }) => String(path));
  return { tarball: resolve(folder, filename), paths };
}

async function link(name: string, modules: string): Promise<void> {
  await mkdir(dirname(join(modules, name)), { recursive: true });
  const target = fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
  await symlink(await realpath(target), join(modules, name), "junction");
}
