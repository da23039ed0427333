import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ifMissing } from "../../scripts/ifMissing.ts";

/** What follows from the contract, and what both sides of the comparison have to make. */
const OUTPUTS = [
  "spec/dist/openapi.json",
  "spec/dist/openapi.yaml",
  "packages/types/dist/index.gen.d.ts",
  "packages/client/dist/operations.gen.d.ts",
  "packages/docs/dist/index.html",
] as const;

/** The summary of one operation, as a file of the contract has it. It reaches every output. */
export interface Summary {
  /** Path of the file in the workspace. */
  readonly file: string;
  readonly text: string;
}

/**
 * The first summary of an operation in the contract.
 *
 * @throws Error when no file under `spec/paths` has one
 */
export async function firstSummary(workspace: string): Promise<Summary> {
  const names = await readdir(join(workspace, PATHS));
  for (const file of names.toSorted().map((name) => join(PATHS, name))) {
    const [, text] = SUMMARY.exec(await readFile(join(workspace, file), "utf8")) ?? [];
    if (text !== undefined) return { file, text };
  }
  throw new Error(`No operation under ${PATHS} has a summary on one line. Add one.`);
}

/** A file of the contract with another summary, in its first operation that has one. */
export async function withSummary(workspace: string, file: string, text: string): Promise<string> {
  return (await readFile(join(workspace, file), "utf8")).replace(SUMMARY, `  summary: ${text}`);
}

const PATHS = "spec/paths";
const SUMMARY = /^ {2}summary: (\S.*)$/m;

/** The outputs that do not have the text, or do not exist. */
export async function outputsWithout(workspace: string, text: string): Promise<string[]> {
  const contents = await Promise.all(
    OUTPUTS.map(async (file) => {
      const content = await readFile(join(workspace, file), "utf8").catch((error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
        throw error;
      });
      return { file, has: content.includes(text) };
    }),
  );
  return contents.filter(({ has }) => !has).map(({ file }) => file);
}

/** @throws Error naming the outputs that do not have the text */
export async function assertOutputs(workspace: string, text: string): Promise<void> {
  const missing = await outputsWithout(workspace, text);
  if (missing.length > 0) {
    throw new Error(`Not made, or made from something else: ${missing.join(", ")}.`);
  }
}

/** Removes everything built, and the generated sources of these packages. */
export async function removeOutputs(
  workspace: string,
  generatedOf: readonly string[],
): Promise<void> {
  const packages = await readdir(join(workspace, "packages"));
  for (const folder of ["spec", ...packages.map((name) => join("packages", name))]) {
    await rm(join(workspace, folder, "dist"), { recursive: true, force: true });
  }
  for (const name of generatedOf) {
    const sources = join(workspace, "packages", name, "src");
    const files = (await readdir(sources).catch(ifMissing)) ?? [];
    for (const file of files.filter((one) => one.endsWith(".gen.ts")))
      await rm(join(sources, file));
  }
}
