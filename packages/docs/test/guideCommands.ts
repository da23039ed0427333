import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../../scripts/isRecord.ts";
import type { Block } from "./guideBlocks.ts";

/** The folder of the workspace. */
export const workspace = join(import.meta.dirname, "../../..");

/** A command of a guide that runs a script of the workspace. */
export interface Command {
  readonly line: string;
  readonly script: string;
  /** What the script is given. */
  readonly args: readonly string[];
}

/** The lines of the guides' shell blocks that run npm or pnpm. */
export function commandsOf(blocks: readonly Block[]): readonly Command[] {
  return blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.replaceAll("\\\n", " ").split("\n"))
    .filter((line) => /^p?npm /u.test(line))
    .map((line) => {
      const [, script = "", rest = ""] =
        /^(?:npm run pnpm(?: --)?|npm run|npm|pnpm) (\S+)(?: -- (?=-))?(.*)$/u.exec(line) ?? [];
      return { line, script, args: rest.split(" ").filter((word) => word !== "") };
    });
}

/** The scripts of the workspace's `package.json`, by their names. */
export const readScripts = (): Promise<ReadonlyMap<string, string>> => scriptsOf(workspace);

/** The program that a script runs at last, which has the `--help`; undefined when there is none. */
export async function programOf(
  name: string,
): Promise<{ readonly file: string; readonly folder: string } | undefined> {
  const script = (await readScripts()).get(name) ?? "";
  const [, started] = /run\.mjs (\w+)$/u.exec(script) ?? [];
  if (started !== undefined) return { file: `scripts/${started}.ts`, folder: workspace };
  const [, inner = "", own = ""] =
    /^pnpm --filter @ev-charger\/(\w+) run (\S+)$/u.exec(script) ?? [];
  const folder = inner === "" ? workspace : join(workspace, "packages", inner);
  const run = inner === "" ? script : ((await scriptsOf(folder)).get(own) ?? "");
  const [, file] = /node (\S+\.ts)$/u.exec(run) ?? [];
  return file === undefined ? undefined : { file, folder };
}

async function scriptsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const scripts = isRecord(manifest) && isRecord(manifest["scripts"]) ? manifest["scripts"] : {};
  return new Map(Object.entries(scripts).map(([name, script]) => [name, String(script)]));
}
