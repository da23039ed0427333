import { execFile } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { isRecord } from "./isRecord.ts";

const run = promisify(execFile);

/** A package as it would be published. */
export interface Packed {
  readonly tarball: string;
  /** What is in it, relative to the package's folder. */
  readonly paths: readonly string[];
}

/** A folder of somebody who installed a packed package. */
export interface User {
  readonly folder: string;
  /** What was installed of the workspace; throws when no package of that name was. */
  packed(this: void, name: string): Packed;
  /** Runs a program in the folder; rejects unless it ends with code 0. Resolves to what it printed. */
  run(this: void, command: string, ...args: readonly string[]): Promise<string>;
  /** Writes files of the folder, by path. */
  write(this: void, files: Readonly<Record<string, string>>): Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A package of the workspace. */
interface Source {
  readonly name: string;
  readonly folder: string;
  /** The folders of those packages of the workspace that it depends on. */
  readonly siblings: readonly string[];
  /** Where the workspace has what else it depends on, by name. */
  readonly others: ReadonlyMap<string, string>;
  /** Its commands, and the files that they begin with. */
  readonly commands: ReadonlyMap<string, string>;
}

/**
 * Packs a built package and those of the workspace that it depends on, and installs them in an empty
 * folder as npm would, with no network: what else they depend on comes from where the workspace has it.
 *
 * @param from the package's folder
 * @param others further dependencies of that folder to install beside them, such as an optional peer
 */
export async function installPacked(from: string, ...others: readonly string[]): Promise<User> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "ev-charger-user-")));
  const modules = join(folder, "node_modules");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const sources = await sourcesOf(from);
    const packed = new Map(
      await Promise.all(
        sources.map(async (source) => [source.name, await install(source, folder)] as const),
      ),
    );
    const wanted = await Promise.all(
      others.map(async (name) => [name, await placeOf(name, from)] as const),
    );
    for (const [name, place] of new Map([...sources.flatMap((one) => [...one.others]), ...wanted]))
      await link(place, join(modules, name), "junction");
    for (const { name, commands } of sources) {
      for (const [command, file] of commands) {
        const program = join(modules, name, file);
        await chmod(program, 0o755).catch((cause: unknown) => {
          throw new Error(`${name} has no ${file}: build or compile it first.`, { cause });
        });
        await link(program, join(modules, ".bin", command), "file");
      }
    }
    return {
      folder,
      packed(name) {
        const found = packed.get(name);
        if (found === undefined) throw new Error(`${name} was not installed.`);
        return found;
      },
      async run(command, ...args) {
        return (await run(command, args, { cwd: folder, maxBuffer: 1e8 })).stdout;
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

/** A package, and after it those of the workspace that it depends on, each once. */
async function sourcesOf(from: string): Promise<readonly Source[]> {
  const found = new Map<string, Source>();
  const folders = [await realpath(from)];
  for (const folder of folders) {
    if (found.has(folder)) continue;
    const source = await read(folder);
    found.set(folder, source);
    folders.push(...source.siblings);
  }
  return [...found.values()];
}

async function read(folder: string): Promise<Source> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const { name, dependencies, bin } = isRecord(manifest) ? manifest : {};
  const siblings: string[] = [];
  const others = new Map<string, string>();
  for (const [one, version] of Object.entries(isRecord(dependencies) ? dependencies : {})) {
    const place = await placeOf(one, folder);
    if (String(version).startsWith("workspace:")) siblings.push(place);
    else others.set(one, place);
  }
  const commands = Object.entries(isRecord(bin) ? bin : {});
  return {
    name: String(name),
    folder,
    siblings,
    others,
    commands: new Map(commands.map(([command, file]) => [command, String(file)])),
  };
}

const placeOf = (name: string, folder: string): Promise<string> =>
  realpath(join(folder, "node_modules", name));

async function install({ name, folder: cwd }: Source, folder: string): Promise<Packed> {
  const { stdout } = await run("pnpm", ["pack", "--json", "--pack-destination", folder], { cwd });
  const packed: unknown = JSON.parse(stdout);
  const { filename, files } = isRecord(packed) ? packed : {};
  if (typeof filename !== "string" || !Array.isArray(files)) throw new Error(`pnpm said ${stdout}`);
  const into = join(folder, "node_modules", name);
  await mkdir(into, { recursive: true });
  await run("tar", ["-xzf", filename, "--strip-components=1", "-C", into]);
  const paths = files.filter(isRecord).map(({ path }) => String(path));
  return { tarball: resolve(folder, filename), paths };
}

async function link(target: string, path: string, type: "file" | "junction"): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path, type);
}
