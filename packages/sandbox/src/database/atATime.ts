/**
 * Lets so many pieces of work be under way at the same time; the others wait for their turn.
 *
 * @returns does a piece of work, and settles as it does
 */
export function atATime(most: number): <Out>(work: () => Promise<Out>) => Promise<Out> {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return async (work) => {
    if (underWay >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else underWay += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift();
      if (next === undefined) underWay -= 1;
      else next();
    }
  };
}
