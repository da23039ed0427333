import { lacks } from "../mock/src/lacks.ts";
import type { Capability } from "../contract/src/index.ts";
import type { Comparison } from "./Comparison.ts";
import type { Done } from "./contract/Order.ts";
import { assertKept, startVerifier } from "./contract/startVerifier.ts";
import { aloneTable, medianOf, verifiedTable } from "./contract/tables.ts";
import type { Table } from "./figures.ts";
import { runAll } from "./runAll.ts";
import { runToEnd } from "./runToEnd.ts";
import { startMock, startSandbox } from "./sandbox/contestants.ts";
import { startDatabase } from "./sandbox/startDatabase.ts";
import type { CleanUps } from "./sandbox/field.ts";
import { verdictOf } from "./sandbox/tables.ts";
import { defaultKeys } from "../sandbox/src/fleet/defaultFleet.ts";

/** How large the fleet is, how many cases a run draws, and how many it draws and judges alone. */
const FULL = { chargers: 2_000, cases: 2_000, alone: 10_000 };
const QUICK = { chargers: 200, cases: 200, alone: 500 };
type Pace = typeof FULL;

/** In this many milliseconds a sandbox is to be verified, and as many cases a second alone. */
const WANTED = { verify: 30_000, alone: 5_000 };

const NOTES = [
  "A run verifies a server (profile full, a seed of its own), then sends the very same requests to it with plain fetch, one after another as the verifier does, and reads the answers without judging them. Ratio: divided by that; what is above 1.00 is drawing, judging and shrinking.",
  "Requests: the cases that are drawn, those that the contract gives by itself, and those that follow links.",
  "The servers and the verifier have a process each. The sandbox is compiled, logs nothing, has 2,000 chargers, and its clock goes with the real time. The mock is the workspace's, and is held to what it does not lack.",
  "Without the network: requests are drawn for every operation, half of them forbidden where there are such; and answers that the sandbox gave before are judged by every check.",
];

/** A server to be verified. */
interface Entrant {
  readonly id: string;
  readonly label: string;
  readonly url: string;
  readonly lacks: readonly Capability[];
}

/** The contract tests: cases a second, and how long it takes to verify a server. */
export const contract: Comparison = {
  summary: "Verifying a server: against sending the same requests without judging",

  async run({ runs, warmUp, signal, progress }) {
    const pace = warmUp ? FULL : QUICK;
    const cleanUps: CleanUps = [];
    try {
      progress("compiling the sandbox …");
      const tasks = ["compile", "snapshot", "--filter=@ev-charger/sandbox"];
      const compile = ["exec", "turbo", "run", ...tasks];
      await runToEnd("pnpm", compile, { cwd: import.meta.dirname, signal });
      const entrants = await startEntrants(pace, cleanUps, signal, progress);
      const { ask, stop } = startVerifier(signal);
      cleanUps.push(stop);

      const tables: Table[] = [];
      const verdicts: string[] = [];
      for (const { id, label, ...server } of entrants) {
        const verify: Done[] = [];
        const send: Done[] = [];
        const order = { task: "verify", ...server, apiKey: defaultKeys.sandbox } as const;
        for (let run = warmUp ? 0 : 1; run <= runs; run += 1) {
          progress(`${label}: ${run === 0 ? "warming up" : `run ${run} of ${runs}`} …`);
          const verified = await ask({ ...order, cases: pace.cases, seed: run + 1 });
          assertKept(label, verified);
          const sent = await ask({ task: "send" });
          if (run === 0) continue;
          verify.push(verified);
          send.push(sent);
        }
        const table = verifiedTable({ label, verify, send }, pace.cases);
        tables.push(table);
        if (id !== "mock") {
          const total = medianOf(table, "verify");
          verdicts.push(verdictOf(`${label}, verified, in ms`, total, "≤", WANTED.verify));
        }
        if (id === "pglite") tables.unshift(await alone(ask, pace.alone, { runs, warmUp }));
      }
      const [first] = tables;
      if (first !== undefined) {
        const rate = medianOf(first, "both");
        verdicts.unshift(verdictOf("Cases a second without the network", rate, "≥", WANTED.alone));
      }
      return { tables, notMeasured: [], notes: [...verdicts, ...NOTES] };
    } finally {
      await runAll(cleanUps.toReversed());
    }
  },
};

/** Starts every server on a fleet of so many chargers. */
async function startEntrants(
  { chargers }: Pace,
  cleanUps: CleanUps,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<Entrant[]> {
  const flags = ["--chargers", String(chargers), "--users", String(Math.ceil(chargers / 100))];
  progress("starting the sandboxes and the mock …");
  const pglite = await startSandbox({ flags, signal });
  cleanUps.push(pglite.stop);
  const database = await startDatabase(signal);
  cleanUps.push(database.stop);
  const postgres = await startSandbox({ flags, databaseUrl: database.url, signal });
  cleanUps.push(postgres.stop);
  const mock = await startMock(signal);
  cleanUps.push(mock.stop);
  return [
    { id: "pglite", label: "sandbox, PGlite in memory", url: pglite.url, lacks: [] },
    { id: "postgres", label: `sandbox, ${database.name}`, url: postgres.url, lacks: [] },
    { id: "mock", label: "mock", url: mock.url, lacks },
  ];
}

/** Draws and judges without the network; answers have been kept before. */
async function alone(
  ask: ReturnType<typeof startVerifier>["ask"],
  cases: number,
  { runs, warmUp }: { readonly runs: number; readonly warmUp: boolean },
): Promise<Table> {
  const draw: Done[] = [];
  const judge: Done[] = [];
  for (let run = warmUp ? 0 : 1; run <= runs; run += 1) {
    const drawn = await ask({ task: "draw", cases, seed: run + 1 });
    const judged = await ask({ task: "judge", cases });
    if (run === 0) continue;
    draw.push(drawn);
    judge.push(judged);
  }
  return aloneTable(draw, judge);
}
