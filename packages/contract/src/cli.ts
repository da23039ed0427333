#!/usr/bin/env node
import { casesCommand } from "./commands/casesCommand.ts";
import { Misuse } from "./commands/Misuse.ts";
import { verifyCommand } from "./commands/verifyCommand.ts";

const help = `Holds any server of the Amps EV-charger API (unofficial) to its contract.

Usage: ev-charger-contract <command> [flags]

  verify   Sends cases to a server, and reports what is not as the contract says
  cases    Lists the cases that the contract gives by itself

ev-charger-contract <command> --help tells the flags.`;

/** Runs the command. Returns the exit code: 2 when it could not do its work. */
async function run(args: readonly string[]): Promise<number> {
  // Script runners hand on the "--" that separates their own flags.
  const [command, ...rest] = args[0] === "--" ? args.slice(1) : args;
  try {
    switch (command) {
      case "verify":
        return await verifyCommand(rest);
      case "cases":
        return await casesCommand(rest);
      case "--help":
      case "-h":
        console.log(help);
        return 0;
      case undefined:
        throw new Misuse("There is no command: it has to be verify or cases. See --help.");
      default:
        throw new Misuse(`The command has to be verify or cases, before any flag. See --help.`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

// Whoever reads it may have seen enough, such as `head`; a run without its progress is still a run.
for (const output of [process.stdout, process.stderr]) {
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
process.exitCode = await run(process.argv.slice(2));
