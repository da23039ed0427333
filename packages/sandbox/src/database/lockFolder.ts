import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";

/**
 * Sees that only this process uses a folder: the embedded database would be damaged by two. The lock
 * of a process that no longer runs does not count.
 *
 * @returns what gives the folder free
 * @throws Error naming the process that uses the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder.replace(/[/\\]+$/, "")}.lock`;
  const own = `${file}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await writeFile(own, String(process.pid));
  try {
    for (;;) {
      try {
        // A link is made in one step, and only where there is none.
        await link(own, file);
        return () => rm(file, { force: true });
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
        const holder = Number(await readFile(file, "utf8").catch(() => ""));
        if (isRunning(holder)) {
          throw new Error(
            `The folder ${folder} is in use by the process ${holder}. Stop that one, or choose another folder.`,
            { cause: error },
          );
        }
        await rm(file, { force: true });
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
