import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const FLAGS = [
  "--ignore-workspace",
  "--frozen-lockfile",
  "--prefer-offline",
  "--ignore-scripts",
  // Without a network, pnpm would try again for over a minute.
  "--config.fetch-retries=0",
  "--config.fetch-timeout=20000",
];

/**
 * Installs what a folder's `package.json` and `pnpm-lock.yaml` pin into another one, which is no part
 * of the workspace: who does not need it never downloads it, and what is there already is not
 * downloaded again.
 *
 * @throws Error with pnpm's reason, on one line, when it cannot be fetched.
 */
export async function installApart(
  pins: string,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of ["package.json", "pnpm-lock.yaml"]) {
    await cp(join(pins, file), join(folder, file));
  }
  try {
    await promisify(execFile)("pnpm", ["install", ...FLAGS], {
      cwd: folder,
      env: { ...process.env, CI: "true", NO_COLOR: "1" },
      timeout: 180_000,
      ...(signal && { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(inShort(error), { cause: error });
  }
}

/** The part of pnpm's output that says why, on one line. */
function inShort(error: unknown): string {
  const printed = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
  const text = `${printed} ${error instanceof Error ? error.message : String(error)}`;
  return text
    .slice(Math.max(0, text.search(/\bERR_PNPM/)))
    .replaceAll(/[\s×│├─▶╰]+/gu, " ")
    .trim()
    .slice(0, 400);
}
