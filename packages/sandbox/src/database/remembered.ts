/** So many results are kept at most. */
const MOST = 1_000;

/**
 * Asks again only when the last result for the same input is older than a moment. That there is none
 * is never remembered.
 *
 * @param moment how long a result is kept, in ms of real time
 */
export function remembered<Out>(
  find: (input: string) => Promise<Out | null>,
  moment: number,
): (input: string) => Promise<Out | null> {
  const known = new Map<string, { readonly output: Out; readonly until: number }>();
  return async (input) => {
    const before = known.get(input);
    if (before !== undefined && performance.now() < before.until) return before.output;
    const output = await find(input);
    if (output === null) known.delete(input);
    else {
      if (known.size >= MOST) known.clear();
      known.set(input, { output, until: performance.now() + moment });
    }
    return output;
  };
}
