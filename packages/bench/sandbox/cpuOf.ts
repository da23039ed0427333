import { readFile } from "node:fs/promises";

/** Linux counts the time of processors in hundredths of a second. */
const TICK = 10;

/** The milliseconds of a processor that a process has taken; undefined where there is no `/proc`. */
export async function cpuOf(pid: number): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The second field is the program's name in brackets, which may have spaces.
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return user === undefined || system === undefined ? undefined : (user + system) * TICK;
}
