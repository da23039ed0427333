import { clientTableFrom } from "../../packages/client/generator/clientTableFrom.ts";
import { guardsFrom } from "../../packages/client/generator/guardsFrom.ts";
import { validatorsFrom } from "../../packages/client/generator/validatorsFrom.ts";
import { typesFrom } from "../../packages/types/generateTypes.ts";
import type { CarriedContract } from "./carryContract.ts";

/** What is made from a contract, by file. */
export async function tablesFrom(contract: CarriedContract): Promise<Map<string, string>> {
  const { document, typed, baseUrl, credential } = contract;
  const target = { baseUrl, apiKeyHeader: credential?.header ?? "" };
  return new Map([
    ["types.gen.ts", await typesFrom(typed)],
    ["operations.gen.ts", clientTableFrom(document, () => target)],
    ["guards.gen.ts", guardsFrom(document)],
    ["validators.gen.ts", validatorsFrom(document)],
    ["wireTables.gen.ts", wireTablesFrom(contract)],
  ]);
}

function wireTablesFrom({ credential, wire }: CarriedContract): string {
  const rows = Object.entries(wire).map(
    ([where, row]) => `  ${JSON.stringify(where)}: ${JSON.stringify(row)},\n`,
  );
  return [
    `import type { WireTables } from "./WireDefinition.ts";\n`,
    `/** The one credential of the contract; undefined when it asks for none. */\nexport const credential: WireTables["credential"] = ${JSON.stringify(credential)};\n`,
    `/** How requests and answers of each operation are written, by METHOD and path. */\nexport const wire: WireTables["wire"] = {\n${rows.join("")}};\n`,
  ].join("\n");
}
