import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ifMissing } from "./ifMissing.ts";
import { writeIfNew } from "./writeIfNew.ts";

const contractFile = new URL("../spec/dist/openapi.json", import.meta.url);
const generatedFile = new URL("../node_modules/.cache/ev-charger/generated.json", import.meta.url);

/** The bundle that everything is derived from; undefined when it was never built. */
export const readContract = (): Promise<unknown> => read(contractFile);

/** The bundle that everything was last generated from, with success; undefined when it never was. */
export const readGenerated = (): Promise<unknown> => read(generatedFile);

/** Remembers the bundle as the one that everything was generated from. */
export async function rememberGenerated(): Promise<void> {
  await writeIfNew(fileURLToPath(generatedFile), await readFile(contractFile, "utf8"));
}

async function read(file: URL): Promise<unknown> {
  const text = await readFile(file, "utf8").catch(ifMissing);
  return text === undefined ? undefined : JSON.parse(text);
}
