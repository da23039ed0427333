import { watch } from "node:fs";
import { join } from "node:path";

/** One save often shows as several events; they are taken together after this many milliseconds. */
const QUIET = 20;

/** A folder to watch, and which of its files count, by their path in it. */
export interface Watched {
  readonly folder: string;
  readonly counts: (file: string) => boolean;
}

/**
 * Calls `run` with the files saved since its last call, one call at a time.
 *
 * @returns what ends the watching
 */
export function onSave(
  watched: readonly Watched[],
  run: (files: readonly string[]) => Promise<void>,
): { readonly close: () => void } {
  const saved = new Set<string>();
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  const drain = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      while (saved.size > 0) {
        const files = [...saved].toSorted();
        saved.clear();
        await run(files);
      }
    } finally {
      running = false;
    }
  };
  const watchers = watched.map(({ folder, counts }) =>
    watch(folder, { recursive: true }, (_, name) => {
      const file = name?.replaceAll("\\", "/");
      if (file === undefined || !counts(file)) return;
      saved.add(join(folder, file));
      clearTimeout(timer);
      timer = setTimeout(() => void drain(), QUIET);
    }),
  );
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Whether a file of `spec/` is a part of the contract. */
export const isContract = (file: string): boolean =>
  /^[^.].*\.yaml$/.test(file) && !/^(dist|node_modules)\b/.test(file);
