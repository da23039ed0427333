import { isObject } from "./Place.ts";
import { keysOf } from "./segment.ts";

/** What stands at a JSON Pointer (`/data/items/0/id`) of a value; undefined when nothing does. */
export function at(value: unknown, pointer: string): unknown {
  let here = value;
  for (const key of keysOf(pointer)) {
    const holder = Array.isArray(here) || isObject(here) ? here : {};
    here = Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
  }
  return here;
}
