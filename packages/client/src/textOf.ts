/**
 * A parameter's value as text.
 *
 * @throws TypeError when it is neither string, number nor boolean.
 */
export function textOf(value: unknown): string {
  if (/^(string|number|boolean)$/.test(typeof value)) return String(value);
  throw new TypeError("no text");
}
