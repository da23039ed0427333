/** So many characters are remembered at most; chargers of a model have the same texts. */
const MOST = 1_000_000;

const known = new Map<string, unknown>();
let remembered = 0;

/**
 * Reads JSON of the database. The same text gives the same object, which is not read again and must
 * not be changed.
 */
export function internJson(text: string): unknown {
  const before = known.get(text);
  if (before !== undefined) return before;
  const value: unknown = JSON.parse(text, (_, member: unknown) => Object.freeze(member));
  remembered += text.length;
  if (remembered > MOST) {
    known.clear();
    remembered = text.length;
  }
  known.set(text, value);
  return value;
}
