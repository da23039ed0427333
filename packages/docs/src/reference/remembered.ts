import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ifMissing } from "../../../../scripts/ifMissing.ts";

/** What makes a page of a contract: Redocly, and what our decorators and samples are made of. */
const MAKERS = ["reference", "samples", "contract"].map((name) =>
  join(import.meta.dirname, "..", name),
);
const CASES = ["cases", "contract", "verify"].map((name) =>
  join(import.meta.dirname, "../../../contract/src", name),
);

/**
 * What a file remembers, if it was made from the same; else makes it, and remembers it.
 *
 * @param inputs all that it is made from, beside the code that makes it
 */
export async function remembered(
  file: string,
  inputs: readonly string[],
  make: () => Promise<string>,
): Promise<string> {
  const key = hashOf([...(await makers()), ...inputs]);
  const text = await readFile(file, "utf8").catch(ifMissing);
  if (text?.startsWith(`${key}\n`) === true) return text.slice(key.length + 1);
  const made = await make();
  await mkdir(dirname(file), { recursive: true });
  // Another build at the same time finds the whole of it, or nothing.
  const own = `${file}.${process.pid}`;
  await writeFile(own, `${key}\n${made}`);
  await rename(own, file);
  return made;
}

async function makers(): Promise<readonly string[]> {
  const redocly = createRequire(import.meta.url).resolve("@redocly/cli/package.json");
  const folders = await Promise.all([...MAKERS, ...CASES].map(filesOf));
  return await Promise.all([redocly, ...folders.flat()].map((file) => readFile(file, "utf8")));
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n${text}`);
  return hash.digest("hex");
}
