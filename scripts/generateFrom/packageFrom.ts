import { readFile } from "node:fs/promises";
import { bundleFile } from "../../spec/bundleFile.ts";
import { generatedHeader } from "../generatedHeader.ts";
import { isRecord } from "../isRecord.ts";
import { type CarriedContract, carryContract } from "./carryContract.ts";
import { ContractError, type Fault } from "./Fault.ts";
import { kebabCase } from "./names.ts";
import { packageFiles, textsOf } from "./packageFiles.ts";
import { basename } from "node:path";
import { type Naming, runtimeFor } from "./runtime.ts";
import { exportedNames } from "./schemaNames.ts";
import { tablesFrom } from "./tablesFrom.ts";

/** What a caller of the generator may choose. */
export interface PackageChoices {
  /** The name of the package; default: made of the contract's title. */
  readonly name?: string | undefined;
  /** Leaves out what cannot be carried, instead of refusing the contract. */
  readonly partial?: boolean | undefined;
}

/** A package that is not written yet. */
export interface GeneratedPackage {
  /** The text of each file, by its place in the package. */
  readonly files: ReadonlyMap<string, string>;
  readonly name: string;
  readonly contract: CarriedContract;
}

const INDEX = new URL("../../packages/client/src/index.ts", import.meta.url);

/**
 * The package of a client for any contract.
 *
 * @param file OpenAPI 3.0 or 3.1, YAML or JSON, be it the root of many files.
 * @throws ContractError when it cannot be carried.
 * @throws Error when it cannot be read.
 */
export async function packageFrom(
  file: string,
  { name, partial = false }: PackageChoices = {},
): Promise<GeneratedPackage> {
  const source = await readFile(file, "utf8");
  const { document, problems } = await bundleFile(file);
  if (problems.length > 0) throw new ContractError(problems.map(asFault));
  if (!isRecord(document)) throw new ContractError([{ where: file, problem: "is no object." }]);
  const header = generatedHeader(basename(file), source);
  const note = header.replace(/^\/\/ /, "").trim();
  const { contract, tables } = await tablesOf(document, partial);
  const naming = namingOf(name ?? `${kebabCase(textsOf(document["info"]).title) || "api"}-client`);

  const sources = new Map([...(await runtimeFor(naming)), ...tables]);
  const beside = await packageFiles({ naming, contract, note });
  const bundled = { "x-generated": note, ...document };
  return {
    files: new Map([
      ...beside,
      ["openapi.json", `${JSON.stringify(bundled, null, 2)}\n`],
      ...[...sources].map(([path, text]): [string, string] => [`src/${path}`, header + text]),
    ]),
    name: naming.name,
    contract,
  };
}

/**
 * What is made from a document.
 *
 * @throws ContractError naming all that is wrong with it.
 */
export async function tablesOf(
  document: Record<string, unknown>,
  partial = false,
): Promise<{ contract: CarriedContract; tables: Map<string, string> }> {
  const faults: Fault[] = [];
  const contract = carryContract(document, await exportedNames(INDEX), faults, partial);
  if (faults.length > 0) throw new ContractError(faults);
  try {
    return { contract, tables: await tablesFrom(contract) };
  } catch (error) {
    // What only a generator finds out, such as a pattern that is no regular expression.
    const problem = error instanceof Error ? error.message : String(error);
    throw new ContractError([asFault(problem)], error);
  }
}

/** Splits what says where something is from what is wrong there. */
function asFault(text: string): Fault {
  const [where = "", ...rest] = text.split(/(?:: |  )/);
  return rest.length === 0
    ? { where: "the contract", problem: text }
    : { where, problem: text.slice(where.length).replace(/^:?\s+/, "") };
}

function namingOf(name: string): Naming {
  const words = kebabCase(name.replace(/^@[^/]*\//, "")).replace(/-(?:api-)?client$/, "");
  return {
    name,
    prefix: words
      .replaceAll("-", "_")
      .replace(/^(?=\d)/, "_")
      .toUpperCase(),
  };
}
