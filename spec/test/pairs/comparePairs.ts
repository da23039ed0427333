import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRecord } from "../../../scripts/isRecord.ts";
import { type ContractChange, diffContracts } from "../../diff/diffContracts.ts";
import { changed } from "../changed.ts";
import { BASE } from "./base.ts";
import type { Label, Pair } from "./Pair.ts";

/** What a comparison found between the two contracts of a pair, in each direction. */
export interface Compared {
  readonly forth: readonly ContractChange[];
  readonly back: readonly ContractChange[];
}

/** The most that any of some changes is worth. */
export function worthOf(changes: readonly ContractChange[]): Label {
  const most = (["major", "minor", "patch"] as const).find((impact) =>
    changes.some((change) => change.impact === impact),
  );
  return most ?? "none";
}

/**
 * Compares both directions of every pair. Those that differ below `paths` and `components` alone
 * stand side by side in one contract, as a comparison takes a process.
 */
export async function comparePairs(
  pairs: readonly Pair[],
  base: Readonly<Record<string, unknown>> = BASE,
): Promise<readonly Compared[]> {
  const folder = await mkdtemp(join(tmpdir(), "ev-charger-pairs-"));
  try {
    const isLocal = ([, edits]: Pair): boolean =>
      Object.keys(edits).every((pointer) => /^\/(?:paths|components\/(?!security))/u.test(pointer));
    const local = pairs.filter(isLocal);
    const together = await compare(
      folder,
      sideBySide(
        base,
        local.map(() => base),
      ),
      sideBySide(
        base,
        local.map(([, edits]) => changed(base, edits)),
      ),
    );
    const of = (changes: readonly ContractChange[], index: number) =>
      changes.filter(({ path }) => path.match(MARK)?.[1] === String(index));
    const found: Compared[] = [];
    for (const pair of pairs) {
      const index = local.indexOf(pair);
      found.push(
        index === -1
          ? await compare(folder, base, changed(base, pair[1]))
          : { forth: of(together.forth, index), back: of(together.back, index) },
      );
    }
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What tells the contracts apart that stand side by side. */
const MARK = /^#\/(?:paths\/~1|components\/\w+\/)at(\d+)(?:~1|_)/u;

async function compare(folder: string, base: unknown, other: unknown): Promise<Compared> {
  const files = [join(folder, "base.json"), join(folder, "other.json")] as const;
  await Promise.all(
    [base, other].map((one, at) => writeFile(files[at] ?? "", JSON.stringify(one))),
  );
  const [forth, back] = await Promise.all([
    diffContracts(files[0], files[1]),
    diffContracts(files[1], files[0]),
  ]);
  return { forth: forth.changes, back: back.changes };
}

function sideBySide(base: object, contracts: readonly unknown[]): unknown {
  const paths: Record<string, unknown> = {};
  const components: Record<string, Record<string, unknown>> = {};
  for (const [index, contract] of contracts.entries()) {
    const mark = `at${index}`;
    const text = JSON.stringify(contract)
      .replaceAll(/"#\/components\/(\w+)\//gu, `"#/components/$1/${mark}_`)
      .replaceAll(/"operationId":"/gu, `$&${mark}_`);
    const renamed: unknown = JSON.parse(text);
    const own = isRecord(renamed) ? renamed : {};
    for (const [path, item] of entriesOf(own["paths"])) paths[`/${mark}${path}`] = item;
    for (const [kind, members] of entriesOf(own["components"])) {
      const all = (components[kind] ??= {});
      for (const [name, member] of entriesOf(members)) {
        all[kind === "securitySchemes" ? name : `${mark}_${name}`] = member;
      }
    }
  }
  return { ...base, webhooks: undefined, paths, components };
}

const entriesOf = (value: unknown) => Object.entries(isRecord(value) ? value : {});
