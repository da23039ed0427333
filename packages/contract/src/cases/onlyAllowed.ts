import * as fc from "fast-check";

/** So many values are tried, and so many of them have to be allowed, for a filter to find some. */
const tried = 50;
const enough = 3;

/**
 * The values that are allowed. A filter searches forever where hardly any are: then they are those
 * that were found, and those that are `known`. Undefined when that is none.
 */
export function onlyAllowed<T>(
  values: fc.Arbitrary<T>,
  isAllowed: (value: T) => boolean,
  known: readonly T[],
): fc.Arbitrary<T> | undefined {
  const found = fc.sample(values, { numRuns: tried, seed: 1 }).filter(isAllowed);
  if (found.length >= enough) return values.filter(isAllowed);
  const rest = [...known.filter(isAllowed), ...found];
  return rest.length === 0 ? undefined : fc.constantFrom(...rest);
}
