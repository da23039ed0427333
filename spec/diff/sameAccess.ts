import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../scripts/isRecord.ts";
import { METHODS } from "./ownParameters.ts";
import { type Json, objectOf } from "./json.ts";

/**
 * Two contracts in which each operation says where it is and how one gets in when it is not the same as
 * for all of them, in either contract.
 */
export function sameAccess(before: Json, after: Json): readonly [Json, Json] {
  const copies = [structuredClone(before), structuredClone(after)] as const;
  const [old, now] = copies;
  for (const document of copies) sayWhere(document);
  for (const [path, item] of Object.entries(objectOf(old["paths"]))) {
    const other = objectOf(objectOf(now["paths"])[path]);
    for (const method of METHODS) {
      const pair = [objectOf(item)[method], other[method]] as const;
      const [one, another] = pair;
      if (!isRecord(one) || !isRecord(another)) continue;
      say("security", [one, old], [another, now], []);
      say("servers", [one, old], [another, now], undefined);
    }
  }
  return copies;
}

function sayWhere(document: Json): void {
  for (const item of Object.values(objectOf(document["paths"]))) {
    if (!isRecord(item) || item["servers"] === undefined) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (isRecord(operation)) operation["servers"] ??= item["servers"];
    }
    delete item["servers"];
  }
}

type Said = readonly [operation: Record<string, unknown>, document: Json];

function say(key: string, [one, before]: Said, [other, after]: Said, nothing: unknown): void {
  if (one[key] === undefined && other[key] === undefined) return;
  one[key] ??= before[key] ?? nothing;
  other[key] ??= after[key] ?? nothing;
  const isSameRoot = isDeepStrictEqual(before[key], after[key]);
  if (isSameRoot && isDeepStrictEqual(one[key], other[key])) {
    delete one[key];
    delete other[key];
  }
}
