import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { generatedHeader } from "../../scripts/generatedHeader.ts";
import { writeIfNew } from "../../scripts/writeIfNew.ts";
import { clientTableFrom } from "./generator/clientTableFrom.ts";
import { guardsFrom } from "./generator/guardsFrom.ts";
import { mocksFrom } from "./generator/mocksFrom.ts";
import { validatorsFrom } from "./generator/validatorsFrom.ts";

const SOURCE = "@ev-charger/spec/openapi.json";

/** What is made from the contract, each in a file of its own in `src/`. */
const OUTPUTS: Readonly<Record<string, (document: unknown) => string | Promise<string>>> = {
  "operations.gen.ts": clientTableFrom,
  "guards.gen.ts": guardsFrom,
  "mocks.gen.ts": mocksFrom,
  "validators.gen.ts": validatorsFrom,
};

/**
 * Writes `src/*.gen.ts` from the bundled contract, those that are not up to date.
 * Reads the bundle anew each time, so a watcher may call it again and again in one process.
 *
 * @throws Error when the bundle is missing or broken, or as one of the generators does.
 */
export async function generateClient(): Promise<void> {
  const source = await readFile(fileURLToPath(import.meta.resolve(SOURCE)), "utf8");
  const header = generatedHeader(SOURCE, source);
  // All of them first: a contract that one cannot carry leaves the others as they are.
  const texts = await Promise.all(
    Object.entries(OUTPUTS).map(async ([file, from]) => {
      return [file, header + (await from(JSON.parse(source)))] as const;
    }),
  );
  for (const [file, text] of texts) {
    await writeIfNew(fileURLToPath(new URL(`src/${file}`, import.meta.url)), text);
  }
}
