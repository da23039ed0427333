import { join } from "node:path";
import type { Found } from "./bundleContestant.ts";
import { fetchPeer, peers } from "./peers.ts";
import { runToEnd } from "./runToEnd.ts";
import { toolIn } from "./toolIn.ts";

/** A client that does the job: a module in `contestants/`. */
export interface Contestant {
  /** The name of the module. */
  readonly id: string;
  readonly label: string;
  /** Whether it comes from elsewhere, and the others are worth measuring without it. */
  readonly optional?: boolean;
  /** Fetches or generates what it is made of, unless the workspace has that already. */
  bring?(this: void, bundle: string, outDir: string, signal: AbortSignal): Promise<Found>;
}

const workspace = join(import.meta.dirname, "../..");

export const contestants: readonly Contestant[] = [
  { id: "ours", label: "@ev-charger/client" },
  { id: "hand-written", label: "hand-written fetch" },
  { id: "openapi-fetch", label: "openapi-fetch, bare" },
  {
    id: "hey-api",
    label: "@hey-api/openapi-ts, fetch client",
    optional: true,
    bring: generateHeyApi,
  },
  { id: "redocly", label: "redocly generate-client", bring: generateRedocly },
  { id: "ky", label: "ky", optional: true, bring: fetchPackages },
  { id: "ofetch", label: "ofetch", optional: true, bring: fetchPackages },
  { id: "axios", label: "axios", optional: true, bring: fetchPackages },
];

async function fetchPackages(_: string, __: string, signal: AbortSignal): Promise<Found> {
  const folder = await fetchPeer({ id: "http" }, signal);
  return { nodePaths: [join(folder, "node_modules")], alias: {} };
}

async function generateHeyApi(bundle: string, dir: string, signal: AbortSignal): Promise<Found> {
  const peer = peers.find(({ id }) => id === "hey-api");
  if (peer === undefined) throw new RangeError('There is no peer "hey-api".');
  const cwd = await fetchPeer(peer, signal);
  const outDir = join(dir, "hey-api");
  await runToEnd(process.execPath, peer.command(bundle, outDir), { cwd, signal });
  return { nodePaths: [], alias: { "hey-api-client": outDir } };
}

/** With the Redocly that the workspace bundles its contract with. */
async function generateRedocly(bundle: string, dir: string, signal: AbortSignal): Promise<Found> {
  const redocly = toolIn(workspace, "spec", "@redocly/cli", "bin/cli.js");
  const client = join(dir, "redocly.ts");
  const args = [redocly, "generate-client", bundle, "--output", client];
  await runToEnd(process.execPath, args, { cwd: dir, signal });
  return { nodePaths: [], alias: { "redocly-client": client } };
}
