import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "./runToEnd.ts";

/** A generator that others use, run the way its own users run it. */
export interface Peer {
  /** Its folder under `peers/`, which pins its version. */
  readonly id: string;
  readonly label: string;
  /** The arguments for Node: its program, then its flags. */
  command(this: void, bundle: string, outDir: string): readonly string[];
}

export const peers: readonly Peer[] = [
  {
    id: "hey-api",
    label: "@hey-api/openapi-ts, fetch client",
    command: (bundle, outDir) => [
      "node_modules/@hey-api/openapi-ts/bin/run.js",
      "--input",
      bundle,
      "--output",
      outDir,
      "--client",
      "@hey-api/client-fetch",
      "--no-log-file",
    ],
  },
  {
    id: "orval",
    label: "orval, fetch client",
    command: (bundle, outDir) => [
      "node_modules/orval/dist/bin/orval.mjs",
      "--input",
      bundle,
      "--output",
      join(outDir, "client.ts"),
      "--client",
      "fetch",
    ],
  },
];

/**
 * Installs a peer, at the versions that its lockfile pins, into `.peers/`, which is no part of the
 * workspace: who runs no bench installs no peer. What is there already is not downloaded again.
 *
 * @returns the folder to run it in
 * @throws Error with pnpm's words when it cannot be fetched
 */
export async function fetchPeer({ id }: Peer, signal: AbortSignal): Promise<string> {
  const folder = join(import.meta.dirname, ".peers", id);
  await mkdir(folder, { recursive: true });
  for (const file of ["package.json", "pnpm-lock.yaml"]) {
    await cp(join(import.meta.dirname, "peers", id, file), join(folder, file));
  }
  try {
    await runToEnd("pnpm", ["install", ...FLAGS], { cwd: folder, signal });
  } catch (error) {
    throw new Error(inShort(error), { cause: error });
  }
  return folder;
}

const FLAGS = [
  "--ignore-workspace",
  "--frozen-lockfile",
  "--prefer-offline",
  "--ignore-scripts",
  // Without a network, pnpm would try again for over a minute.
  "--config.fetch-retries=0",
  "--config.fetch-timeout=20000",
];

/** The part of pnpm's output that says why, on one line. */
function inShort(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(Math.max(0, message.search(/\bERR_PNPM/)));
  return reason
    .replaceAll(/[\s×│├─▶╰]+/gu, " ")
    .trim()
    .slice(0, 400);
}
