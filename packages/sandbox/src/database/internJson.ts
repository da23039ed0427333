/** So many texts are remembered at most; chargers of a model have the same. */
const MOST = 10_000;

const known = new Map<string, unknown>();

/**
 * Reads JSON of the database. The same text gives the same object, which is not read again and must
 * not be changed.
 */
export function internJson(text: string): unknown {
  const before = known.get(text);
  if (before !== undefined) return before;
  const value: unknown = JSON.parse(text, (_, member: unknown) => Object.freeze(member));
  if (known.size >= MOST) known.clear();
  known.set(text, value);
  return value;
}
