import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ContractError } from "./generateFrom/Fault.ts";
import { writePackage } from "./generateFrom/writePackage.ts";
import { Stop } from "./Stop.ts";

const help = `Generates the package of a typed client for any OpenAPI contract, which needs nothing of this
repository.

Usage: pnpm generate:from FILE --out DIR [flags]

  FILE         OpenAPI 3.1 or 3.0, YAML or JSON; of many files, the root
  --out DIR    Where the package goes. Written anew when it is of an earlier run
  --name NAME  The name of the package. Default: made of the contract's title
  --partial    Leave out operations that cannot be carried, instead of refusing the contract
  --force      Write into a DIR that has other files, over those of the same names
  --help       Show this

Exit codes: 0, 1 when the contract cannot be carried or DIR not be written, 2 for wrong usage.`;

const flags = {
  out: { type: "string" },
  name: { type: "string" },
  partial: { type: "boolean", default: false },
  force: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help) return console.log(help);
  const [file, ...others] = positionals;
  const { out, name, partial, force } = values;
  if (file === undefined) throw new Stop(`Name the contract's FILE.\n\n${help}`, 2);
  if (others.length > 0) throw new Stop(`One FILE, not also ${others.join(" ")}.\n\n${help}`, 2);
  if (out === undefined || out === "") throw new Stop(`Say where to: --out DIR.\n\n${help}`, 2);
  if (name !== undefined && !/^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/.test(name)) {
    throw new Stop(`--name ${JSON.stringify(name)} cannot name a package.\n\n${help}`, 2);
  }
  // As the caller sees it: pnpm runs scripts at the root of the workspace.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const folder = resolve(from, out);
  // The generators take half a second to load, which --help and a wrong flag need not wait for.
  const { packageFrom } = await import("./generateFrom/packageFrom.ts");
  const made = await packageFrom(resolve(from, file), { name, partial });
  await writePackage(folder, made, force);
  const { omitted, wire, renamed } = made.contract;
  const count = Object.keys(wire).length;
  console.log(
    `${made.name} is in ${relative(from, folder) || "."}: ${count} ${count === 1 ? "operation" : "operations"}.`,
  );
  if (renamed.length > 0) {
    console.log(`${renamed.length} have other names than in the contract: its README lists them.`);
  }
  for (const { where, problem } of omitted) console.log(`Left out: ${where}: ${problem}`);
  console.log(`Next: cd ${relative(from, folder) || "."} && npm install && npm run build`);
}

function parse(args: readonly string[]) {
  try {
    // Script runners hand on the "--" that separates their own flags.
    const own = args.filter((arg) => arg !== "--");
    return parseArgs({ args: own, options: flags, allowPositionals: true });
  } catch (error) {
    throw new Stop(
      `${error instanceof Error ? error.message : String(error)}\n\n${help}`,
      2,
      error,
    );
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof Stop || error instanceof ContractError) {
    console.error(error.message);
    process.exitCode = error instanceof Stop ? error.exitCode : 1;
  } else {
    // What a system call or a parser says of FILE or DIR.
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Not generated: ${reason}. Check FILE and --out.`);
    process.exitCode = 1;
  }
}
