import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ifMissing } from "./ifMissing.ts";

/**
 * Writes a generated file, unless it has that content already: a file that stays is not touched, so
 * nothing that watches it starts. Whoever reads it meanwhile never sees half of it.
 *
 * @returns whether it was written
 */
export async function writeIfNew(file: string, content: string): Promise<boolean> {
  if ((await readFile(file, "utf8").catch(ifMissing)) === content) return false;
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, content);
  await rename(draft, file);
  return true;
}
