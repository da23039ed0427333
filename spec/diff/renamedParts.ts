import { isRecord } from "../../scripts/isRecord.ts";
import { type Json, resolve } from "./resolve.ts";

const PART = /^(#\/components\/\w+)\/([^/]+)$/u;

/**
 * The earlier of two contracts with the later one's names for its shared parts: where one refers to a
 * part that only it has, and the other to one that only the other has, at the same place.
 */
export function withNewNames(before: Json, after: Json): Json {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const passed = new Set<string>();
  const meet = (one: unknown, other: unknown): void => {
    if (Array.isArray(one) && Array.isArray(other)) {
      for (const [at, item] of one.entries()) meet(item, other[at]);
    }
    if (!isRecord(one) || !isRecord(other)) return;
    const [from, to] = [one["$ref"], other["$ref"]];
    if (typeof from === "string" && typeof to === "string") {
      const place = `${from} ${to}`;
      if (passed.has(place)) return;
      passed.add(place);
      if (isRename(from, to) && !names.has(from) && !taken.has(to)) {
        names.set(from, to);
        taken.add(to);
      }
    } else if (from === undefined && to === undefined) {
      for (const key of Object.keys(one)) meet(one[key], other[key]);
      return;
    }
    meet(resolve(one, before), resolve(other, after));
  };
  const isRename = (from: string, to: string): boolean =>
    PART.exec(from)?.[1] === PART.exec(to)?.[1] &&
    resolve({ $ref: from }, after) === undefined &&
    resolve({ $ref: to }, before) === undefined;
  meet(before["paths"], after["paths"]);
  return names.size === 0 ? before : renamed(before, names);
}

function renamed(document: Json, names: ReadonlyMap<string, string>): Json {
  const copy: unknown = JSON.parse(JSON.stringify(document), (_key, value: unknown) =>
    typeof value === "string" ? (names.get(value) ?? value) : value,
  );
  if (!isRecord(copy) || !isRecord(copy["components"])) return document;
  for (const [from, to] of names) {
    const [, path = "", old = ""] = PART.exec(from) ?? [];
    const members = copy["components"][path.split("/").at(-1) ?? ""];
    if (!isRecord(members)) continue;
    members[PART.exec(to)?.[2] ?? old] = members[old];
    delete members[old];
  }
  return copy;
}
