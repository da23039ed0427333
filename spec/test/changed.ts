import { keysOf } from "../../packages/contract/src/contract/segment.ts";

/** A copy of a JSON value with other values at some places, by JSON Pointer; undefined removes what stands there. */
export function changed(value: unknown, edits: Readonly<Record<string, unknown>>): unknown {
  const copy: unknown = structuredClone(value);
  for (const [pointer, edit] of Object.entries(edits)) {
    const keys = keysOf(pointer);
    const last = keys.pop() ?? "";
    let holder: unknown = copy;
    for (const key of keys) holder = memberOf(holder, key, pointer);
    if (typeof holder !== "object" || holder === null)
      throw new TypeError(`${pointer} is nowhere.`);
    if (edit === undefined) Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, edit);
  }
  return copy;
}

function memberOf(holder: unknown, key: string, pointer: string): unknown {
  if (typeof holder !== "object" || holder === null) throw new TypeError(`${pointer} is nowhere.`);
  const member: unknown = Reflect.get(holder, key);
  return member;
}
