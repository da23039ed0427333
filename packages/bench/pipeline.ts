import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyWorkspace, type Workspace } from "../../test/copyWorkspace.ts";
import type { Comparison, NotMeasured } from "./Comparison.ts";
import { figuresOf } from "./figures.ts";
import { messageOf } from "./messageOf.ts";
import { assertOutputs, firstSummary, removeOutputs, withSummary } from "./outputs.ts";
import { fetchPeer, type Peer, peers } from "./peers.ts";
import { runAll } from "./runAll.ts";
import { runBareTools } from "./runBareTools.ts";
import { runToEnd } from "./runToEnd.ts";
import { startWatching, type Watching } from "./startWatching.ts";

interface Contestant {
  readonly id: string;
  readonly label: string;
  /** The highest ratio to the bare tools that is wanted. */
  readonly wanted?: number;
  /** Whether the others are still worth measuring when it fails. */
  readonly optional?: boolean;
  /** Prepares, measures in milliseconds, and checks what came of it. */
  measure(): Promise<number>;
}

const NOTES = [
  "Ratio: median divided by that of the bare tools; below 1 is faster.",
  "Bare tools: redocly bundle (twice: it writes one format a call), openapi-typescript, tsc for types and client, redocly build-docs --inlineBundle; called through node, without npx.",
  "In their favour: they do not lint, repair types or make the page self-contained, and find the client's generated files ready-made, since no tool makes them. They compile to ES modules and CommonJS with the workspace's newest TypeScript.",
  "pnpm generate is timed as typed, with pnpm and turbo. Watch mode is timed from before the write of one changed summary until the watcher says so and bundle, types, client and docs have it.",
  "NODE_COMPILE_CACHE reaches all of them, or none, as the head of the table says. What a program turns on by itself, as Redocly's does, stays on.",
  "The two generators make a fetch client from the bundle alone: no bundling, compiling or docs. For orientation.",
];

/** From contract to outputs: this workspace, the bare tools, and two other generators. */
export const pipeline: Comparison = {
  summary: "Making everything from the contract: against the bare tools and two other generators",

  async run({ runs, warmUp, signal, progress }) {
    const notMeasured: NotMeasured[] = [];
    const cleanUps: (() => Promise<void>)[] = [];
    try {
      const copy = async (purpose: string): Promise<Workspace> => {
        progress(`copying and installing the workspace for ${purpose} …`);
        const workspace = await copyWorkspace();
        cleanUps.push(() => workspace.remove());
        signal.throwIfAborted();
        return workspace;
      };
      // One each, so that none finds what another made.
      const bare = await copy("the bare tools");
      const ours = await copy("pnpm generate");
      const watched = await copy("watch mode");
      const made = await mkdtemp(join(tmpdir(), "peers-"));
      cleanUps.push(() => rm(made, { recursive: true, force: true }));

      progress("making the client's table of operations for the bare tools …");
      await runToEnd("pnpm", ["generate"], { cwd: bare.folder, signal });
      const bundle = join(made, "openapi.json");
      await copyFile(join(bare.folder, "spec/dist/openapi.json"), bundle);

      const contestants = [
        await bareTools(bare.folder, signal),
        ...(await generate(ours.folder, signal, progress)),
      ];
      progress("starting watch mode …");
      const watching = await startWatching(watched.folder, signal);
      cleanUps.push(() => watching.stop());
      contestants.push(await saving(watched.folder, watching));
      for (const peer of peers) {
        progress(`fetching ${peer.label} …`);
        try {
          const folder = await fetchPeer(peer, signal);
          contestants.push(peerIn(folder, peer, bundle, join(made, peer.id), signal));
        } catch (error) {
          signal.throwIfAborted();
          const reason = `It could not be fetched: ${messageOf(error)}`;
          notMeasured.push({ label: peer.label, reason, failed: false });
        }
      }

      const samples = new Map<Contestant, number[]>(contestants.map((one) => [one, []]));
      for (let round = warmUp ? 0 : 1; round <= runs; round += 1) {
        const name = round === 0 ? "warm-up" : `run ${round} of ${runs}`;
        for (const [contestant, milliseconds] of samples) {
          const { label } = contestant;
          try {
            const time = await contestant.measure();
            if (round > 0) milliseconds.push(time);
            progress(`${name}: ${label}, ${Math.round(time)} ms`);
          } catch (error) {
            signal.throwIfAborted();
            if (contestant.optional !== true) throw error;
            samples.delete(contestant);
            notMeasured.push({ label, reason: `It failed: ${messageOf(error)}`, failed: true });
          }
        }
      }
      const series = [...samples].map(([{ id, label, wanted }, values]) => ({
        id,
        label,
        values,
        ...(wanted === undefined ? {} : { wanted }),
      }));
      return {
        tables: [{ unit: "ms", figures: figuresOf(series, "bare") }],
        notMeasured,
        notes: NOTES,
      };
    } finally {
      await runAll(cleanUps.toReversed());
    }
  },
};

async function bareTools(workspace: string, signal: AbortSignal): Promise<Contestant> {
  const { text } = await firstSummary(workspace);
  return {
    id: "bare",
    label: "bare tools, one after another",
    async measure() {
      await removeOutputs(workspace, ["types"]);
      const milliseconds = await runBareTools(workspace, signal);
      await assertOutputs(workspace, text);
      return milliseconds;
    },
  };
}

async function generate(
  workspace: string,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<Contestant[]> {
  const { text } = await firstSummary(workspace);
  const options = { cwd: workspace, signal };
  return [
    {
      id: "cold",
      label: "pnpm generate --force, nothing there",
      wanted: 1.2,
      async measure() {
        await removeOutputs(workspace, ["types", "client"]);
        const { milliseconds } = await runToEnd("pnpm", ["generate", "--force"], options);
        await assertOutputs(workspace, text);
        return milliseconds;
      },
    },
    {
      id: "unchanged",
      label: "pnpm generate, nothing changed",
      wanted: 0.25,
      async measure() {
        const { milliseconds, output } = await runToEnd("pnpm", ["generate"], options);
        await assertOutputs(workspace, text);
        for (const [, task] of output.matchAll(/^(\S+): cache miss/gm)) {
          progress(`nothing had changed, and yet turbo ran ${task} again`);
        }
        return milliseconds;
      },
    },
  ];
}

async function saving(workspace: string, watching: Watching): Promise<Contestant> {
  const { file, text } = await firstSummary(workspace);
  let saves = 0;
  return {
    id: "save",
    label: "watch mode, from save to done",
    wanted: 0.5,
    async measure() {
      saves += 1;
      const changed = `${text}, save ${saves}`;
      return watching.save(file, await withSummary(workspace, file, changed), changed);
    },
  };
}

function peerIn(
  folder: string,
  { id, label, command }: Peer,
  bundle: string,
  outDir: string,
  signal: AbortSignal,
): Contestant {
  return {
    id,
    label,
    optional: true,
    async measure() {
      await rm(outDir, { recursive: true, force: true });
      const args = command(bundle, outDir);
      const { milliseconds } = await runToEnd(process.execPath, args, { cwd: folder, signal });
      if ((await readdir(outDir)).length === 0) throw new Error(`It wrote nothing to ${outDir}.`);
      return milliseconds;
    },
  };
}
