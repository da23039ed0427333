import { isObject } from "../../src/contract/Place.ts";

/**
 * A JSON value with another value in one place. The place is a JSON Pointer in which `*` stands for
 * each item; where it leads nowhere, nothing changes. What becomes undefined is taken out.
 */
export function changed(
  value: unknown,
  pointer: string,
  change: (old: unknown) => unknown,
): unknown {
  const [, segment, ...rest] = pointer.split("/");
  if (segment === undefined) return change(value);
  const inner = (member: unknown): unknown => changed(member, ["", ...rest].join("/"), change);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      segment === "*" || segment === String(index) ? inner(item) : item,
    );
  }
  if (!isObject(value) || (rest.length > 0 && !(segment in value))) return value;
  return { ...value, [segment]: inner(value[segment]) };
}
