import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Missing, type Runtime } from "./Runtime.ts";

/** A runtime that is a program, which is given a folder with the behaviours. */
export interface Program {
  readonly find: () => Promise<string>;
  /** By their names; beside them there is `behaviours.mjs`. */
  readonly files: (site: string) => Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** Runs a program to its end in a folder of its own. */
export function runProgram({ find, files, args }: Program): Runtime["run"] {
  return async ({ bundle, site }) => {
    const command = await find();
    const cwd = await mkdtemp(join(tmpdir(), "ev-charger-runtime-"));
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const env = { ...inherited, DENO_DIR: cwd, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
    const execute = (given: readonly string[]) =>
      promisify(execFile)(command, given, { cwd, env, timeout: 300_000 });
    try {
      await execute(["--version"]).catch((cause: unknown) => {
        throw new Missing(`it does not start here: ${String(cause)}`, { cause });
      });
      for (const [name, text] of Object.entries({ ...files(site), "behaviours.mjs": bundle })) {
        await writeFile(join(cwd, name), text);
      }
      await execute(args);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  };
}
