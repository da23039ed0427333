import { join } from "node:path";
import { installApart } from "../../../../scripts/installApart.ts";

const client = join(import.meta.dirname, "..", "..");

/** No part of the workspace's own installation: 230 MB that only these tests need. */
const FOLDER = join(client, "node_modules", ".cache", "runtimes");

/**
 * Installs the runtimes that `test/runtimes` pins, those that this machine can run.
 *
 * @returns the folder of the packages
 * @throws Error with the reason, on one line, when they cannot be fetched
 */
export async function fetchRuntimes(): Promise<string> {
  try {
    await installApart(join(client, "test", "runtimes"), FOLDER);
  } catch (error) {
    throw new Error(`the runtimes could not be fetched: ${String(error)}`, { cause: error });
  }
  return join(FOLDER, "node_modules");
}
