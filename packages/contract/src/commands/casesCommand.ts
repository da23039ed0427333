import { resolve } from "node:path";
import { casesFrom } from "../cases/casesFrom.ts";
import { bundledContract, loadContract } from "../contract/loadContract.ts";
import { parseFlags } from "./flags.ts";

const help = `Counts the cases that the contract gives by itself, per operation. The last line is the total.

Usage: ev-charger-contract cases [flags]

  --names          The names of the cases, too
  --contract FILE  Bundled contract, JSON. Default: the one of @ev-charger/spec
  -h, --help       Show this`;

const flags = {
  names: { type: "boolean", default: false },
  contract: { type: "string", default: bundledContract },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Lists the cases. Returns the exit code. */
export async function casesCommand(args: readonly string[]): Promise<number> {
  const values = parseFlags("cases", args, flags);
  if (values.help) {
    console.log(help);
    return 0;
  }
  const contract = await loadContract(resolve(values.contract));
  const cases = casesFrom(contract);
  for (const { operationId } of contract.operations) {
    const own = cases.filter((one) => one.operationId === operationId);
    console.log(`${String(own.length).padStart(5)} ${operationId}`);
    if (values.names) for (const { name } of own) console.log(`        ${name}`);
  }
  console.log(`${cases.length} cases`);
  return 0;
}
