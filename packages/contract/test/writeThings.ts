import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thingsDocument } from "./thingsDocument.ts";

/** The contract of things as a file, in a folder of its own that is to be removed. */
export async function writeThings() {
  const folder = await mkdtemp(join(tmpdir(), "contract-"));
  const contract = join(folder, "things.json");
  await writeFile(contract, JSON.stringify(thingsDocument()));
  return { folder, contract, remove: () => rm(folder, { recursive: true }) };
}
