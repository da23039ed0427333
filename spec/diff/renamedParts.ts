import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./json.ts";
import { resolve } from "./resolve.ts";

const PART = /^(#\/components\/\w+)\/([^/]+)$/u;

/**
 * The earlier of two contracts with the later one's names for its shared parts: where one refers to a
 * part that only it has, and the other to one that only the other has, at the same place. So where some have exchanged their names.
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
  for (const [from, to] of exchanged(before, after)) names.set(from, to);
  meet(before["paths"], after["paths"]);
  return names.size === 0 ? before : renamed(before, names);
}

/** Shared schemas of which each is, word for word, what another one was. */
function exchanged(before: Json, after: Json): readonly (readonly [string, string])[] {
  const [old, now] = [before, after].map((document) => {
    const components = document["components"];
    const schemas = isRecord(components) ? components["schemas"] : undefined;
    return isRecord(schemas) ? schemas : {};
  });
  if (old === undefined || now === undefined) return [];
  const others = Object.keys(old).filter(
    (name) => name in now && !isDeepStrictEqual(old[name], now[name]),
  );
  const pairs = others.flatMap((from): [string, string][] => {
    const to = others.filter((name) => isDeepStrictEqual(old[from], now[name]));
    return to.length === 1 && to[0] !== undefined ? [[from, to[0]]] : [];
  });
  const targets = new Set(pairs.map(([, to]) => to));
  const isWhole = targets.size === pairs.length && pairs.every(([from]) => targets.has(from));
  const pointer = (name: string) => `#/components/schemas/${name}`;
  return isWhole ? pairs.map(([from, to]) => [pointer(from), pointer(to)]) : [];
}

function renamed(document: Json, names: ReadonlyMap<string, string>): Json {
  const copy: unknown = JSON.parse(JSON.stringify(document), (_key, value: unknown) =>
    typeof value === "string" ? (names.get(value) ?? value) : value,
  );
  if (!isRecord(copy) || !isRecord(copy["components"])) return document;
  const { components } = copy;
  const partsOf = (pointer: string) => {
    const [, path = "", name = ""] = PART.exec(pointer) ?? [];
    const members = components[path.split("/").at(-1) ?? ""];
    return { members: isRecord(members) ? members : {}, name };
  };
  // First all are taken out, as one may get the name of another.
  const taken = [...names].map(([from, to]) => {
    const { members, name } = partsOf(from);
    const part = members[name];
    delete members[name];
    return { to, part };
  });
  for (const { to, part } of taken) {
    const { members, name } = partsOf(to);
    members[name] = part;
  }
  return copy;
}
