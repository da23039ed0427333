import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Ended, run } from "./run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A copy of this workspace, installed, in a folder of its own. */
export interface Workspace {
  readonly folder: string;
  /** Runs a command in it, to its end. */
  run(this: void, command: string, ...args: readonly string[]): Promise<Ended>;
  /** Likewise, but throws unless it ends with code 0; returns what it printed. */
  must(this: void, command: string, ...args: readonly string[]): Promise<string>;
  /** Reads a file of it. */
  read(file: string): Promise<string>;
  /** Writes files of it, by path. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Replaces text in a file of it; throws when the text is not there. */
  edit(file: string, from: string, to: string): Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Copies what git tracks or would track, and installs it from the store, with no network. */
export async function copyWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "workspace-"));
  const git = promisify(execFile)("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    maxBuffer: 1e8,
  });
  const files = (await git).stdout.split("\0").filter(Boolean);
  for (const file of files) await cp(join(root, file), join(folder, file));

  const must: Workspace["must"] = async (command, ...args) => {
    const { code, output } = await run(folder, command, args);
    if (code !== 0)
      throw new Error(`${command} ${args.join(" ")} ended with ${code}:
${output}`);
    return output;
  };
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    // Turbo asks git which files there are.
    await must("git", "init", "-q");
    await must("pnpm", "install", "--frozen-lockfile", "--offline");
  } catch (error) {
    await remove();
    throw error;
  }

  return {
    folder,
    must,
    run: (command, ...args) => run(folder, command, args),
    read: (file) => readFile(join(folder, file), "utf8"),
    async write(contents) {
      for (const [file, content] of Object.entries(contents))
        await writeFile(join(folder, file), content);
    },
    async edit(file, from, to) {
      const before = await readFile(join(folder, file), "utf8");
      if (!before.includes(from))
        throw new Error(`${file} does not contain ${JSON.stringify(from)}.`);
      await writeFile(join(folder, file), before.replaceAll(from, to));
    },
    remove,
  };
}
