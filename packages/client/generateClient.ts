import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { generatedHeader } from "../../scripts/generatedHeader.ts";
import { writeIfNew } from "../../scripts/writeIfNew.ts";
import { clientTableFrom } from "./clientTableFrom.ts";

const SOURCE = "@ev-charger/spec/openapi.json";
const OUTPUT = fileURLToPath(new URL("src/operations.gen.ts", import.meta.url));

/**
 * Writes `src/operations.gen.ts` from the bundled contract, unless it is already up to date.
 * Reads the bundle anew each time, so a watcher may call it again and again in one process.
 *
 * @throws Error when the bundle is missing or broken, or as `clientTableFrom` does.
 */
export async function generateClient(): Promise<void> {
  const source = await readFile(fileURLToPath(import.meta.resolve(SOURCE)), "utf8");
  const header = generatedHeader(SOURCE, source);
  await writeIfNew(OUTPUT, header + clientTableFrom(JSON.parse(source)));
}
