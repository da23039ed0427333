import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { casesFrom } from "./cases/casesFrom.ts";
import { bundledContract, loadContract } from "./contract/loadContract.ts";

const help = `Counts the cases that the contract gives rise to, per operation. The last line is the total.

Usage: pnpm --filter @ev-charger/contract cases [flags]

  --contract FILE  Bundled contract, JSON. Default: the one of @ev-charger/spec
  --names          The names of the cases too
  --help           Show this`;

const flags = {
  contract: { type: "string", default: bundledContract },
  names: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Runs the command. Returns the exit code. */
async function run(args: readonly string[]): Promise<number> {
  let values;
  try {
    // Script runners hand on the "--" that separates their own flags.
    ({ values } = parseArgs({ args: args.filter((arg) => arg !== "--"), options: flags }));
  } catch (error) {
    console.error(`${messageOf(error)}. See --help.`);
    return 2;
  }
  if (values.help) {
    console.log(help);
    return 0;
  }
  try {
    const cases = casesFrom(await loadContract(resolve(values.contract)));
    for (const operationId of new Set(cases.map((one) => one.operationId))) {
      const own = cases.filter((one) => one.operationId === operationId);
      console.log(`${String(own.length).padStart(5)} ${operationId}`);
      if (values.names) for (const { name } of own) console.log(`        ${name}`);
    }
    console.log(`${cases.length} cases`);
    return 0;
  } catch (error) {
    console.error(messageOf(error));
    return 1;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

process.exitCode = await run(process.argv.slice(2));
