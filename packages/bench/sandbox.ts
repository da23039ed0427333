import { setTimeout as wait } from "node:timers/promises";
import type { Comparison, ComparisonOptions } from "./Comparison.ts";
import { median, type Table } from "./figures.ts";
import { runAll } from "./runAll.ts";
import { runToEnd } from "./runToEnd.ts";
import { type Kind, kinds } from "./sandbox/asks.ts";
import { startSandbox } from "./sandbox/contestants.ts";
import { cpuOf } from "./sandbox/cpuOf.ts";
import { type CleanUps, type Entrant, type Field, startField } from "./sandbox/field.ts";
import { profileDuring } from "./sandbox/inspect.ts";
import { measureStart } from "./sandbox/measureStart.ts";
import { assertServed, type Load, startLoader } from "./sandbox/startLoader.ts";
import { loadTable, ratioTo, startTable, type Turn, verdictOf } from "./sandbox/tables.ts";
import { spreadOf, spreadText } from "./sandbox/whereTimeGoes.ts";

/** How many connections ask at once. */
const CONNECTIONS = 32;

/** How large the fleet is, how many turns are a run, and how long they and the warm-up take, in ms. */
const FULL = { chargers: 100_000, turns: 3, turn: 1_000, warmUp: 3_000 };
const QUICK = { chargers: 20_000, turns: 1, turn: 1_000, warmUp: 0 };
type Pace = typeof FULL;

const TITLES: Readonly<Record<Kind, string>> = {
  list: "List: GET /ev-charger, 10 items",
  get: "Get: GET /ev-charger/{deviceId}",
  push: "Push: POST /ev-charger/{deviceId}, charge at once",
};

/** The lowest ratios of ours on PostgreSQL that are wanted. */
const WANTED: Readonly<Partial<Record<Kind, { readonly prism: number; readonly bare?: number }>>> =
  {
    list: { prism: 2, bare: 0.17 },
    push: { prism: 1 },
  };

/** How long a load that is profiled takes, after how long that begins, and how long it goes on, in ms. */
const PROFILED = { load: 5_000, after: 1_500, time: 3_000 };

/** In this many milliseconds it is to be ready. */
const READY = 2_000;

const NOTES = [
  `Each server and the load generator, autocannon with ${CONNECTIONS} connections, have a process of their own. For each of the three tables the servers warm up, then take turns of 1 s, three a run, while the others wait. No more than 1 % of the requests may fail.`,
  "Ratio: answers per second divided by Prism's; above 1 is faster. Of bare: divided by the bare server's. p50 and p99: medians of those of the turns. Server, generator: how much of one processor the server's process took (without those of PostgreSQL), and the load generator; at 100 %, that one was the limit.",
  "All get the same requests: the pages and the chargers come from all over the fleet, in an order in which each comes again only after all the others.",
  "Ours logs nothing and counts requests for the rate limit, which is out of reach. Prism runs as prism mock -v silent; the page that it answers with is the contract's example, of two chargers, not ten. The bare server answers with the bytes and headers that ours sent for one page, one charger and one push.",
  "Start: from the start of the process, compiled, until its first list has come.",
];

/** A server of the contract: answers per second and how long they take, and how long it takes to start. */
export const sandbox: Comparison = {
  summary: "Serving the API: against Prism and a bare server that returns the same bytes",
  profiles: true,

  async run(options) {
    const { warmUp, profile, signal, progress } = options;
    const pace = warmUp ? FULL : QUICK;
    const cleanUps: CleanUps = [];
    try {
      progress("compiling the sandbox …");
      const compile = [
        "exec",
        "turbo",
        "run",
        "compile",
        "snapshot",
        "--filter=@ev-charger/sandbox",
      ];
      await runToEnd("pnpm", compile, { cwd: import.meta.dirname, signal });
      const starts = await measureStart(options);
      const field = await startField(pace.chargers, cleanUps, signal, progress);
      const press = pressWith(pace, field, signal, cleanUps);

      const tables: Table[] = [];
      const verdicts: string[] = [];
      for (const kind of kinds) {
        const measured = await takeTurns(kind, press, field, pace, options);
        const wanted = WANTED[kind];
        const table = loadTable(
          `${TITLES[kind]}, ${CONNECTIONS} at once`,
          [...measured].map(([{ id, label }, own]) => ({
            id,
            label,
            runs: own,
            ...(id === "postgres" && wanted && { wanted: wanted.prism }),
          })),
        );
        tables.push(table);
        const ours = table.figures.find(({ id }) => id === "postgres");
        if (ours && wanted?.bare !== undefined) {
          const ratio = ratioTo("bare", ours, table.figures);
          verdicts.push(
            verdictOf(`${kind}, on PostgreSQL, of the bare server`, ratio, "≥", wanted.bare),
          );
        }
      }
      tables.push(startTable(starts));
      const [memory] = starts;
      const ready = median(memory?.values ?? []);
      verdicts.push(verdictOf("Start in memory, in ms", ready, "≤", READY));

      const texts = profile ? await profiles(press, field, signal, progress) : [];
      return { tables, texts, notMeasured: [], notes: [...verdicts, ...NOTES] };
    } finally {
      await runAll(cleanUps.toReversed());
    }
  },
};

type Press = (one: Entrant, kind: Kind, milliseconds: number) => Promise<Load>;

/** Puts a server under load, each time from where the last one ended; what fails is an error. */
function pressWith(
  { chargers }: Pace,
  { from }: Field,
  signal: AbortSignal,
  cleanUps: CleanUps,
): Press {
  const loader = startLoader(signal);
  cleanUps.push(loader.stop);
  const asked = new Map<string, number>();
  return async ({ id, label, url }, kind, milliseconds) => {
    const series = `${id} ${kind}`;
    const first = asked.get(series) ?? from;
    const load = await loader.ask({
      url,
      kind,
      from: first,
      milliseconds,
      connections: CONNECTIONS,
      chargers,
    });
    // Some connections get ahead of others.
    asked.set(series, first + load.answers + 20 * CONNECTIONS);
    assertServed(label, kind, load);
    return load;
  };
}

async function takeTurns(
  kind: Kind,
  press: Press,
  { entrants }: Field,
  { turns, turn, warmUp }: Pace,
  { runs, progress }: ComparisonOptions,
): Promise<Map<Entrant, Turn[][]>> {
  const measured = new Map<Entrant, Turn[][]>(entrants.map((one) => [one, []]));
  if (warmUp > 0) {
    progress(`${kind}: warming up …`);
    for (const one of entrants) await press(one, kind, warmUp);
  }
  for (let run = 1; run <= runs; run += 1) {
    progress(`${kind}: run ${run} of ${runs} …`);
    for (const own of measured.values()) own.push([]);
    for (let number = 1; number <= turns; number += 1) {
      for (const [one, own] of measured) {
        const before = await cpuOf(one.pid);
        const { answers, milliseconds, p50, p99, cpu } = await press(one, kind, turn);
        const after = await cpuOf(one.pid);
        const busy = before === undefined || after === undefined ? undefined : after - before;
        own.at(-1)?.push({ answers, milliseconds, p50, p99, busy, generator: cpu });
      }
    }
  }
  return measured;
}

/** Another sandbox on the same PostgreSQL, of which each kind of load is profiled in turn. */
async function profiles(
  press: Press,
  { databaseUrl }: Field,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<string[]> {
  const profiled = await startSandbox({
    flags: [],
    databaseUrl,
    node: ["--inspect=127.0.0.1:0"],
    signal,
  });
  try {
    const inspector = await profiled.printed(/^Debugger listening on (ws:\S+)/m);
    // Its requests go on where those of the other one on this database ended.
    const one: Entrant = { ...profiled, id: "postgres", label: "the profiled sandbox" };
    const texts: string[] = [];
    for (const kind of kinds) {
      progress(`${kind}: profiling …`);
      await press(one, kind, FULL.warmUp);
      const [{ answers, milliseconds, cpu }, profile] = await Promise.all([
        press(one, kind, PROFILED.load),
        // Not from the beginning, when the load generator is still preparing.
        wait(PROFILED.after, undefined, { signal }).then(() =>
          profileDuring(inspector, () => wait(PROFILED.time, undefined, { signal })),
        ),
      ]);
      const rate = Math.round((answers * 1000) / milliseconds).toLocaleString("en");
      const title = `Where the time goes: ${kind}, on PostgreSQL, ${rate}/s while profiled; the load generator took ${Math.round((cpu / milliseconds) * 100)} % of a processor`;
      texts.push(spreadText(title, spreadOf(profile)));
    }
    return texts;
  } finally {
    await profiled.stop();
  }
}
