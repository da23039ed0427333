import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./json.ts";
import { keysOf } from "../../packages/contract/src/contract/segment.ts";

/** What a local reference leads to in the end; undefined where it leads nowhere, anything else as it is. */
export function resolve(node: unknown, document: Json): unknown {
  const passed = new Set<string>();
  let found = node;
  while (isRecord(found) && typeof found["$ref"] === "string") {
    const pointer = found["$ref"];
    if (passed.has(pointer)) return undefined;
    passed.add(pointer);
    found = keysOf(decodeURIComponent(pointer)).reduce<unknown>(memberOf, document);
  }
  return found;
}

function memberOf(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) return holder[Number(key)];
  return isRecord(holder) ? holder[key] : undefined;
}
