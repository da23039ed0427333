import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Contract } from "./Contract.ts";
import { contractFrom } from "./contractFrom.ts";
import { InvalidContractError } from "./InvalidContractError.ts";

/** The contract that this repository bundles. */
export const bundledContract = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));

/**
 * Reads a bundled contract, a JSON file; by default the one of `@ev-charger/spec`.
 *
 * @throws InvalidContractError when it cannot be read or is not a contract (see `cause`).
 */
export async function loadContract(file: string = bundledContract): Promise<Contract> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const next =
      file === bundledContract ? " Bundle it with: pnpm --filter @ev-charger/spec generate" : "";
    throw new InvalidContractError(`Cannot read the contract ${file}: ${reason}.${next}`, {
      cause,
    });
  }
  return contractFrom(document);
}
