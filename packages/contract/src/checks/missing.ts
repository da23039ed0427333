import { isDeepStrictEqual } from "node:util";
import { isObject } from "../contract/Place.ts";
import type { Problem } from "../contract/Problem.ts";
import { at } from "../contract/pointer.ts";
import type { Exchange } from "./Check.ts";

/** Which of the values that the case expects an answer does not have. */
export function missing({ case: one, json }: Exchange): Problem[] {
  return (one.expected.reads ?? [])
    .filter(({ pointer, value }) => !contains(at(json, pointer), value))
    .map(({ pointer, value, said }) => {
      const found = JSON.stringify(at(json, pointer)) ?? "nothing";
      return { message: `${pointer} is ${found}, not ${JSON.stringify(value)}`, pointer: said };
    });
}

/** Whether a value has at least what another says: of an object, more members are allowed. */
function contains(value: unknown, part: unknown): boolean {
  if (!isObject(part)) return isDeepStrictEqual(value, part);
  return (
    isObject(value) && Object.entries(part).every(([name, member]) => contains(value[name], member))
  );
}
