import type { Finding } from "./Finding.ts";

type Branch = readonly Finding[];

/**
 * Of the branches of a union that all refuse a value, what the one has to say that was most likely
 * meant. When nothing tells them apart, what they ask for together.
 *
 * @param path A JSON pointer to the value.
 */
export function nearestMiss(path: string, branches: readonly Branch[]): Branch {
  if (branches.some((branch) => branch.length === 0)) {
    return [
      { pointer: path, keyword: "oneOf", verb: "must be just one of what it may be", options: [] },
    ];
  }
  const ofItsType = branches.filter(
    (branch) => !branch.some(({ pointer, keyword }) => keyword === "type" && pointer === path),
  );
  const typed = ofItsType.length === 0 ? branches : ofItsType;
  const ofItsKind = typed.filter((branch) => !branch.some(tellsKinds));
  // What else a branch of another kind asks for says nothing about this value.
  const left =
    ofItsKind.length === 0 ? typed.map((branch) => branch.filter(tellsKinds)) : ofItsKind;

  const nearest = left.reduce((one, other) => (weight(other) < weight(one) ? other : one));
  const [first, ...more] = nearest;
  if (first === undefined || more.length > 0) return nearest;
  const alike = left
    .flat()
    .filter(({ pointer, verb }) => pointer === first.pointer && verb === first.verb);
  return [{ ...first, options: alike.flatMap(({ options }) => options) }];
}

/** Whether it is about a property by which people tell the branches of a union apart. */
function tellsKinds({ keyword, options }: Finding): boolean {
  return keyword === "const" || keyword === "not" || (keyword === "enum" && options.length === 1);
}

/** A value that was meant for a branch tends to have what it requires; and "not" says little. */
function weight(branch: Branch): number {
  const weights: Readonly<Record<string, number>> = { not: 3, required: 2 };
  return branch.reduce((sum, { keyword }) => sum + (weights[keyword] ?? 1), 0);
}
