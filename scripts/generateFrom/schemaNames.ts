import { readFile } from "node:fs/promises";
import { isExportable } from "../../packages/types/nameSchemas.ts";
import type { Fault } from "./Fault.ts";
import { pascalCase } from "./names.ts";

/** What a client exports beside the types of its contract: those would be covered up. */
export async function exportedNames(index: URL): Promise<ReadonlySet<string>> {
  const source = await readFile(index, "utf8");
  const lists = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)];
  const names = lists.flatMap(([, list = ""]) => list.split(","));
  return new Set(names.map((name) => name.replace("type ", "").trim()).filter(Boolean));
}

/**
 * The name of the type of each schema: its own, if a type can have it and nothing else has it, and else
 * its words in PascalCase.
 */
export function schemaNames(
  given: readonly string[],
  taken: ReadonlySet<string>,
  faults: Fault[],
): Map<string, string> {
  const names = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const original of given) {
    const isFree = (name: string): boolean =>
      isExportable(name) && !taken.has(name) && name !== "__proto__";
    const words = pascalCase(original);
    const name = [original, words, `${words}Schema`].find(isFree) ?? "";
    const owner = owners.get(name);
    const where = `components.schemas: the name ${JSON.stringify(original)}`;
    if (words === "") {
      faults.push({ where, problem: "has no letters that can name a type. Rename the schema." });
    } else if (owner !== undefined) {
      const both = `and ${JSON.stringify(owner)} would both be the type ${name}`;
      faults.push({ where, problem: `${both}. Rename one of them.` });
    }
    names.set(original, name);
    owners.set(name, original);
  }
  return names;
}

/** A name like the given one that none of the others is. */
export function unusedName(name: string, used: (name: string) => boolean): string {
  let unused = name;
  for (let number = 2; used(unused); number += 1) unused = `${name}${number}`;
  return unused;
}
