/** Whether the long versions run: `pnpm test:long`. */
export const isLong = process.env["LONG"] === "1";

/**
 * How much of something a test does: less in the short version, and what the environment says if it
 * says so, such as `ROUNDS=5`.
 */
export function amount(name: string, { short, long }: { short: number; long: number }): number {
  const given = Number(process.env[name]);
  return given > 0 ? given : isLong ? long : short;
}

/** What the random tests of a file are drawn from; printed, so that `SEED=…` can repeat a run. */
export function printedSeed(what: string): number {
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${what} come from SEED=${seed}.`);
  return seed;
}

/** Says in the long run how far it is, and what it measured. */
export function tell(text: string): void {
  if (isLong) console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`);
}
