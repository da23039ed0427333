import { link, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";

/** The locks that this process has, or is about to have. */
const held = new Set<string>();

/**
 * Sees that only this process uses a folder, which is made if need be: the embedded database would be
 * damaged by two. The lock of a process that no longer runs does not count.
 *
 * @returns what gives the folder free
 * @throws Error naming the process that uses the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = `${await realpath(folder)}.lock`;
  if (held.has(file)) throw inUse(folder, process.pid);
  held.add(file);
  try {
    const holder = await take(file);
    if (holder !== undefined) throw inUse(folder, holder);
  } catch (error) {
    held.delete(file);
    throw error;
  }
  return async () => {
    await rm(file, { force: true });
    held.delete(file);
  };
}

const inUse = (folder: string, holder: number): Error =>
  new Error(
    `The folder ${folder} is in use by the process ${holder}. Stop that one, or choose another folder.`,
  );

/** Takes a lock, unless a process that runs has it: then that one is told. */
async function take(file: string): Promise<number | undefined> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    for (;;) {
      if (await isLinked(own, file)) return undefined;
      const holder = await holderOf(file);
      if (holder === undefined) continue;
      if (isRunning(holder)) return holder;
      // Of several that find the same dead lock, one may replace it. The others would take its new lock
      // for the dead one, so they are told that it has the folder, as it is about to.
      const breaking = `${file}.breaking`;
      const breaker = await take(breaking);
      if (breaker !== undefined) return breaker;
      try {
        // It may have been replaced before.
        const still = await holderOf(file);
        if (still === undefined || isRunning(still)) continue;
        await rename(own, file);
        return undefined;
      } finally {
        await rm(breaking, { force: true });
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** Makes a link, in one step, unless there is one. */
async function isLinked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** The process that a lock names, 0 if none; undefined where there is no lock. */
async function holderOf(file: string): Promise<number | undefined> {
  try {
    return Number(await readFile(file, "utf8"));
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Whether it is another process that runs: one before this had the number of this, if it is that. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
