import { isObject, type Place } from "../../../contract/src/contract/Place.ts";
import type { Api, ApiOperation } from "../contract/readApi.ts";

/** The operations that use each component, by its pointer, such as `#/components/schemas/Action`. */
export type Usage = ReadonlyMap<string, readonly ApiOperation[]>;

/** Which operations use which components, by however many others in between. */
export function usageOf({ root, operations }: Api): Usage {
  const usage = new Map<string, ApiOperation[]>();
  for (const operation of operations) {
    const item = root.at("paths").at(operation.path).follow();
    const reached = new Set<string>();
    for (const place of [item.at("parameters"), item.at(operation.method.toLowerCase())]) {
      reach(place, reached);
    }
    for (const pointer of reached) {
      usage.set(pointer, [...(usage.get(pointer) ?? []), operation]);
    }
  }
  return usage;
}

/** The component that a place belongs to, by its pointer. */
export const componentOf = (pointer: string): string => pointer.split("/").slice(0, 4).join("/");

function reach(place: Place, reached: Set<string>): void {
  const { value } = place;
  if (Array.isArray(value)) {
    for (const item of place.items()) reach(item, reached);
    return;
  }
  if (!isObject(value)) return;
  const target = place.follow();
  if (target !== place) {
    const component = componentOf(target.pointer);
    if (reached.has(component)) return;
    reached.add(component);
    reach(target, reached);
    return;
  }
  for (const [, member] of place.entries()) reach(member, reached);
}
