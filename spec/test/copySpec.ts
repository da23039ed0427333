import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Copies the contract, without what was built from it, to a folder of its own. */
export async function copySpec(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "spec-"));
  await cp(fileURLToPath(new URL("..", import.meta.url)), folder, {
    recursive: true,
    filter: (source) => !/node_modules|dist/.test(source),
  });
  return folder;
}
