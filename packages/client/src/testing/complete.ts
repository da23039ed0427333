import { isRecord } from "../isRecord.ts";

/**
 * Completes a value from examples of it. Objects are completed member by member, where `undefined`
 * leaves a member out; the objects in an array are completed from the first one in the examples'.
 *
 * @param examples The first one that has the same kind counts.
 */
export function complete(examples: readonly unknown[], changes: unknown): unknown {
  if (Array.isArray(changes)) {
    const items = examples.flatMap((example: unknown): unknown[] =>
      Array.isArray(example) ? example.slice(0, 1) : [],
    );
    return changes.map((item) => complete(items, item));
  }
  if (!isRecord(changes)) return changes;
  const objects = examples.filter(isRecord);
  const changed = Object.entries(changes).map(([name, value]) => [
    name,
    complete(
      objects.map((object) => object[name]),
      value,
    ),
  ]);
  return { ...objects[0], ...Object.fromEntries(changed) };
}
