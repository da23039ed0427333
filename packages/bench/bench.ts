import { writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { client } from "./client.ts";
import type { Comparison } from "./Comparison.ts";
import { contract } from "./contract.ts";
import { docs } from "./docs.ts";
import { tableOf } from "./figures.ts";
import { pipeline } from "./pipeline.ts";
import { sandbox } from "./sandbox.ts";

const benches: ReadonlyMap<string, Comparison> = new Map([
  ["client", client],
  ["contract", contract],
  ["docs", docs],
  ["pipeline", pipeline],
  ["sandbox", sandbox],
]);

const FEWEST_RUNS = 5;

const help = `Measures this workspace against its peers, side by side.

Usage: pnpm bench <name> [flags]

${[...benches].map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`).join("\n")}

  --runs N      Measurements that count, after one that does not. Default: ${FEWEST_RUNS}, the fewest to publish
  --quick       One measurement, no warm-up: to see that it runs
  --profile     Also show where the time goes (sandbox)
  --json FILE   Also write the figures to a file
  --help        Show this`;

class UsageError extends Error {}

function readArguments() {
  const { values, positionals } = parse();
  if (values.help === true) return "help";
  const [name = "", ...more] = positionals;
  const bench = benches.get(name);
  const known = [...benches.keys()].join(", ");
  if (name === "") throw new UsageError(`Name the bench to run: ${known}.`);
  if (bench === undefined) {
    throw new UsageError(`There is no bench "${name}". Choose one of: ${known}.`);
  }
  if (more.length > 0) throw new UsageError(`One bench at a time, not also "${more.join(" ")}".`);
  if (values.quick === true && values.runs !== undefined) {
    throw new UsageError("--quick means one run: leave out --runs, or --quick.");
  }
  const runs = values.quick === true ? 1 : Number(values.runs ?? FEWEST_RUNS);
  if (!Number.isInteger(runs) || runs < 1 || runs > 100) {
    throw new UsageError(`--runs has to be a whole number from 1 to 100, not "${values.runs}".`);
  }
  const { json, profile = false } = values;
  if (profile && bench.profiles !== true) throw new UsageError(`${name} has no --profile.`);
  return { name, bench, runs, warmUp: values.quick !== true, json, profile };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        runs: { type: "string" },
        quick: { type: "boolean" },
        profile: { type: "boolean" },
        json: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function main(): Promise<number> {
  const given = readArguments();
  if (given === "help") {
    console.log(help);
    return 0;
  }
  const { name, bench, runs, warmUp, json, profile } = given;
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));
  }

  const started = performance.now();
  const progress = (line: string): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${String(seconds).padStart(4)} s  ${line}`);
  };
  const machine = {
    date: new Date().toISOString(),
    node: process.versions.node,
    cores: availableParallelism(),
    compileCache: process.env["NODE_COMPILE_CACHE"] !== undefined,
    loadBefore: loadavg()[0],
  };
  const report = await bench.run({ runs, warmUp, profile, signal: stop.signal, progress });
  const { tables, texts = [], notMeasured, notes } = report;

  const loads = [machine.loadBefore, loadavg()[0]].map((load) => load?.toFixed(1)).join(" to ");
  console.log(`
${name}: medians of ${runs}${warmUp ? " after one warm-up" : ", no warm-up"}, Node ${machine.node}, ${machine.cores} cores, load ${loads}, NODE_COMPILE_CACHE ${machine.compileCache ? "set" : "unset"}
`);
  for (const table of tables) {
    console.log(`${table.title === undefined ? "" : `${table.title}\n`}${tableOf(table)}\n`);
  }
  for (const text of texts) console.log(`${text}\n`);
  for (const { label, reason } of notMeasured) console.log(`Not measured: ${label}. ${reason}\n`);
  for (const note of notes) console.log(`- ${note}`);
  if (runs < FEWEST_RUNS) {
    console.log(`\nToo few runs to publish: ${runs}, not ${FEWEST_RUNS} or more.`);
  }
  if (json !== undefined) {
    // pnpm runs scripts in the package's folder; the person stands where pnpm was called.
    const file = resolve(process.env["INIT_CWD"] ?? process.cwd(), json);
    const content = { bench: name, runs, warmUp, ...machine, ...report };
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
    console.log(`\nWritten to ${file}`);
  }
  return notMeasured.some(({ failed }) => failed) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${help}`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
