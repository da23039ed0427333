import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForNode, type Weight, weigh } from "./bundleContestant.ts";
import { rateTable, sizeTable, whetherSmallest } from "./clientTables.ts";
import type { Comparison, ComparisonOptions, NotMeasured } from "./Comparison.ts";
import { type Contestant, contestants } from "./contestants.ts";
import { messageOf } from "./messageOf.ts";
import { race, whetherItRetries } from "./race.ts";
import { runToEnd } from "./runToEnd.ts";
import { type Server, startServer } from "./startServer.ts";

/** A contestant, bundled. */
interface Ready extends Contestant {
  readonly weight: Weight;
  /** The module that Node runs. */
  readonly module: string;
}

/** A way to call the job. */
interface Way {
  readonly title: string;
  readonly flags: readonly string[];
  readonly baseline: string;
  /** The lowest ratio of ours to the baseline that is wanted. */
  readonly wanted?: number;
}

const WAYS: readonly Way[] = [
  {
    title: "over a stubbed fetch, one after another",
    flags: ["--stub"],
    baseline: "openapi-fetch",
    wanted: 0.8,
  },
  { title: "over loopback, one after another", flags: [], baseline: "hand-written", wanted: 0.95 },
  { title: "over loopback, 32 at once", flags: ["--at-once", "32"], baseline: "hand-written" },
];

/** The highest ratio of our size to that of Redocly's client that is wanted. */
const LARGEST = 1.3;

/** Long enough for the compiler to be done with what is called most. */
const PACE = { warmUp: 1500, turns: 10, turn: 50 };

const NOTES = [
  "Ratio: divided by the one that has 1.00; above 1 is faster, and of sizes larger.",
  "The job: ask for two chargers with a limit and the key, and return the items of the contract's example. Every answer is checked.",
  "Each has a process of its own for each table, so that nobody runs on code that was optimised for another's calls, and warms up for 1.5 s. A run is 10 turns of 50 ms for each, one after another, while the others wait.",
  "Loopback: a bare node:http server with keep-alive, in a process of its own. All go over Node's fetch; axios over node:http, except over the stub.",
  "Size: the module that does the job with all it needs, by esbuild for browsers, ESM, es2022, gzip -9.",
  "Retries: what each does by default when a GET is answered 503 with Retry-After: 1, then 200.",
];

/** Clients for the contract: calls per second, sizes, and whether they retry. */
export const client: Comparison = {
  summary: "Calling the API: against generated clients, HTTP libraries and a hand-written fetch",

  async run(options) {
    const { runs, warmUp, signal, progress } = options;
    const folder = await mkdtemp(join(tmpdir(), "clients-"));
    let server: Server | undefined;
    try {
      progress("building @ev-charger/client …");
      const build = ["exec", "turbo", "run", "build", "--filter=@ev-charger/client"];
      await runToEnd("pnpm", build, { cwd: import.meta.dirname, signal });
      const { ready, notMeasured } = await prepare(folder, options);
      server = await startServer(signal);
      const { baseUrl } = server;

      let remaining: readonly Ready[] = ready;
      const rates = new Map<Way, Map<Ready, readonly number[]>>();
      for (const way of WAYS) {
        const { title, flags } = way;
        progress(`${title}: warming up …`);
        const begins = (run: number): void => progress(`${title}: run ${run} of ${runs} …`);
        const pace = { ...PACE, runs, ...(warmUp ? {} : { warmUp: 0 }) };
        const measured = new Map<Ready, readonly number[]>();
        for (const [one, result] of await race(remaining, {
          baseUrl,
          flags,
          ...pace,
          begins,
          signal,
        })) {
          if (Array.isArray(result)) measured.set(one, result);
          else
            notMeasured.push({
              label: one.label,
              reason: `It failed: ${result.message}`,
              failed: true,
            });
        }
        rates.set(way, measured);
        remaining = [...measured.keys()];
      }

      progress("seeing who retries …");
      const weighed = await Promise.all(
        remaining.map(async (one) => ({
          ...named(one, LARGEST),
          weight: one.weight,
          retries: await whetherItRetries(one, baseUrl, signal),
        })),
      );
      const tables = [...rates].map(([{ title, baseline, wanted }, measured]) => {
        const series = [...measured].map(([one, values]) => ({ ...named(one, wanted), values }));
        return rateTable(title, series, baseline);
      });
      return {
        tables: [...tables, sizeTable(weighed, "redocly")],
        notMeasured,
        notes: [whetherSmallest(weighed, "ours"), ...NOTES],
      };
    } finally {
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Brings and bundles the contestants. */
async function prepare(folder: string, { signal, progress }: ComparisonOptions) {
  const bundle = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
  const ready: Ready[] = [];
  const notMeasured: NotMeasured[] = [];
  for (const contestant of contestants) {
    const { id, label, optional, bring } = contestant;
    progress(`preparing ${label} …`);
    try {
      const outDir = join(folder, id);
      await mkdir(outDir);
      const found = await bring?.(bundle, outDir, signal);
      const module = join(outDir, "bundled.mjs");
      await bundleForNode(id, module, found);
      ready.push({ ...contestant, module, weight: await weigh(id, found) });
    } catch (error) {
      signal.throwIfAborted();
      if (optional !== true) throw error;
      const reason = `It could not be prepared: ${messageOf(error)}`;
      notMeasured.push({ label, reason, failed: false });
    }
  }
  return { ready, notMeasured };
}

/** What the tables say of a contestant; something is wanted of ours alone. */
function named({ id, label }: Contestant, wanted: number | undefined) {
  return { id, label, ...(id === "ours" && wanted !== undefined ? { wanted } : {}) };
}
