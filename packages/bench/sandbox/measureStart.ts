import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Asks, readAsks } from "./asks.ts";
import { startSandbox } from "./contestants.ts";

/** How a measurement of the start is made. */
export interface StartOptions {
  readonly runs: number;
  /** Whether one more of each is made first, which does not count. */
  readonly warmUp: boolean;
  readonly signal: AbortSignal;
  progress(this: void, line: string): void;
}

/**
 * How long it takes from the start of the process until the first list is answered: with the
 * embedded database in memory, and on a folder that is there already.
 */
export async function measureStart({ runs, warmUp, signal, progress }: StartOptions) {
  const asks = await readAsks(2);
  const parent = await mkdtemp(join(tmpdir(), "sandbox-data-"));
  const folder = join(parent, "data");
  try {
    await timeStart(["--data", folder], asks, signal);
    const all = [
      { id: "memory", label: "embedded, in memory", flags: [], values: [] as number[] },
      {
        id: "folder",
        label: "embedded, --data on a folder that is there",
        flags: ["--data", folder],
        values: [] as number[],
      },
    ];
    for (let run = warmUp ? 0 : 1; run <= runs; run += 1) {
      progress(run === 0 ? "start: warm-up …" : `start: run ${run} of ${runs} …`);
      for (const { flags, values } of all) {
        const time = await timeStart(flags, asks, signal);
        if (run > 0) values.push(time);
      }
    }
    return all.map(({ id, label, values }) => ({ id, label, values }));
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function timeStart(
  flags: readonly string[],
  asks: Asks,
  signal: AbortSignal,
): Promise<number> {
  const started = performance.now();
  const sandbox = await startSandbox({ flags, signal });
  try {
    const { path, headers } = asks("list", 0);
    const { status } = await fetch(`${sandbox.url}${path}`, { headers, signal });
    const milliseconds = performance.now() - started;
    if (status !== 200) throw new Error(`The sandbox answered its first list with ${status}.`);
    return milliseconds;
  } finally {
    await sandbox.stop();
  }
}
