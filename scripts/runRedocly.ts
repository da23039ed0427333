import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** How Redocly is run. */
export interface RedoclyRun {
  /** Its program, as the package that runs it finds it. */
  readonly cli: string;
  readonly args: readonly string[];
  /** Default: this process's. */
  readonly cwd?: string;
  /** What its environment has beyond this process's. Default: nothing. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs Redocly to its end, without reports to its maker.
 *
 * @returns what it printed
 * @throws {Error} with its own words, when it fails
 */
export async function runRedocly({ cli, args, cwd, env }: RedoclyRun): Promise<string> {
  const run = promisify(execFile)(process.execPath, [cli, ...args], {
    env: {
      ...process.env,
      ...env,
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    },
    maxBuffer: 1e8,
    ...(cwd !== undefined && { cwd }),
  });
  try {
    return (await run).stdout;
  } catch (cause) {
    throw new Error(wordsOf(cause), { cause });
  }
}

/** What it complained of, without the box that it draws above every run. */
function wordsOf(error: unknown): string {
  const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const text = output.replaceAll(/^\s*[╔║╚].*$/gmu, "").trim();
  return text === "" ? String(error) : text;
}
