import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { lacks } from "./lacks.ts";
import type { Mock } from "./startMock.ts";
import { stampOf, watch } from "./watch.ts";

const help = `Serves a mock of the contract: Prism, answering with the contract's examples.

Usage: pnpm mock [flags]

  --port N         Port to listen on; 0 picks a free one. Default: 4010
  --host ADDRESS   Address to listen on. Default: 127.0.0.1 (this machine only)
  --contract FILE  Bundled contract, JSON or YAML. Default: the one of @ev-charger/spec
  --dynamic        Generate bodies from the schemas instead of using the examples
  --watch          Load the contract again whenever its file changes
  --quiet          No line per request
  --help           Show this

Choose an answer with a header: "Prefer: code=404", "Prefer: example=NAME", or both with a comma.`;

const flags = {
  port: { type: "string", default: "4010" },
  host: { type: "string", default: "127.0.0.1" },
  contract: { type: "string" },
  dynamic: { type: "boolean", default: false },
  watch: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Runs the command. Returns the exit code, or undefined while the mock goes on serving. */
async function run(args: readonly string[]): Promise<number | undefined> {
  let values;
  try {
    // Script runners hand on the "--" that separates their own flags.
    ({ values } = parseArgs({ args: args.filter((arg) => arg !== "--"), options: flags }));
  } catch (error) {
    return fail(2, `${messageOf(error)}. See --help.`);
  }
  if (values.help) {
    console.log(help);
    return 0;
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    return fail(2, `--port must be a whole number from 0 to 65535, not "${values.port}".`);
  }
  // Prism takes most of a second to load, which --help and a wrong flag need not wait for.
  const { bundledContract, startMock } = await import("./startMock.ts");
  const contract = values.contract === undefined ? bundledContract : resolve(values.contract);
  try {
    const { host, dynamic, quiet } = values;
    const stamp = stampOf(contract);
    const mock = await startMock({ port, host, dynamic, contract, ...(!quiet && { log: print }) });
    console.log(`Mock of the contract on ${mock.url}`);
    if (mock.curl) console.log(`Try: ${mock.curl}`);
    // Bodies that are generated are no examples, and another contract is not what is verified.
    if (values.contract === undefined && !dynamic) console.log(`Verify: ${verifyCommand(mock)}`);
    const unwatch = values.watch ? watch(contract, stamp, () => void reload(mock)) : undefined;
    const stop = (): void => {
      unwatch?.();
      mock.stop().catch((error: unknown) => (process.exitCode = fail(1, messageOf(error))));
    };
    process.once("SIGINT", stop).once("SIGTERM", stop);
    return undefined;
  } catch (error) {
    return fail(1, messageOf(error));
  }
}

const verifyCommand = ({ url }: Mock): string =>
  `AMPS_API_KEY=any pnpm contract verify --url ${url} --profile full --lacks ${lacks.join(",")}`;

async function reload(mock: Mock): Promise<void> {
  try {
    await mock.reload();
    console.log("Contract reloaded.");
  } catch (error) {
    fail(1, `${messageOf(error)} Still serving the last good one.`);
  }
}

function print(line: string): void {
  console.log(line);
}

function fail(code: number, message: string): number {
  console.error(message);
  return code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await run(process.argv.slice(2));
