import { join } from "node:path";
import { installApart } from "../../scripts/installApart.ts";

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
export async function fetchPeer({ id }: Pick<Peer, "id">, signal: AbortSignal): Promise<string> {
  const folder = join(import.meta.dirname, ".peers", id);
  await installApart(join(import.meta.dirname, "peers", id), folder, signal);
  return folder;
}
