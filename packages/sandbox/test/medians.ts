const ROUNDS = 300;
const WARM_UP = 50;

/** The median of how long each call takes, in ms; they are made in turn, so that all share the noise. */
export async function medians(
  calls: readonly (() => Promise<unknown>)[],
): Promise<readonly number[]> {
  const times = calls.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, call] of calls.entries()) {
      const began = performance.now();
      await call();
      if (round >= WARM_UP) times[index]?.push(performance.now() - began);
    }
  }
  return times.map(
    (all) => all.toSorted((one, other) => one - other)[all.length >> 1] ?? Number.NaN,
  );
}
