import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { Stop } from "./Stop.ts";

/**
 * Runs a command of the workspace: parses its flags, shows its help, and turns a `Stop` into a
 * message and an exit code.
 *
 * @param help what `--help` shows
 * @param run does the work; a number that it returns is the exit code
 */
export async function command<const Flags extends ParseArgsOptionsConfig>(
  help: string,
  flags: Flags,
  run: (
    values: ReturnType<typeof parseArgs<{ options: Flags }>>["values"],
  ) => Promise<number | void>,
): Promise<void> {
  try {
    const values = parse(help, flags);
    if ("help" in values && values["help"] === true) console.log(help);
    else process.exitCode = (await run(values)) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}

function parse<const Flags extends ParseArgsOptionsConfig>(help: string, flags: Flags) {
  try {
    return parseArgs({ options: flags }).values;
  } catch (error) {
    throw new Stop(
      `${error instanceof Error ? error.message : String(error)}\n\n${help}`,
      2,
      error,
    );
  }
}
