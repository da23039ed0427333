import { statSync } from "node:fs";

const interval = 200;

/** What tells one state of a file from another; take it before the file is read. */
export function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.mtimeNs} ${stat.size}` : "gone";
}

/**
 * Calls `changed` whenever the file is no longer as the stamp says: written, replaced or deleted.
 * It looks five times a second, which also works where the system reports no changes (containers,
 * network drives, a folder that is deleted and made anew). Returns what ends it.
 */
export function watch(file: string, stamp: string, changed: () => void): () => void {
  let seen = stamp;
  const timer = setInterval(() => {
    const now = stampOf(file);
    if (now === seen) return;
    seen = now;
    changed();
  }, interval);
  return () => clearInterval(timer);
}
