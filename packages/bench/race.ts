import type { Retrying } from "./clientTables.ts";
import { BUSY_KEY, KEY } from "./job.ts";
import { type Calls, startCaller } from "./startCaller.ts";

/** Who takes part. */
export interface Racer {
  readonly id: string;
  /** The file that Node runs, which exports a `Lister`. */
  readonly module: string;
  /** Whether the others go on when it fails. */
  readonly optional?: boolean;
}

/** How a race goes. Times are in milliseconds. */
export interface Course {
  readonly baseUrl: string;
  /** Those of `call.ts` that say how to call. */
  readonly flags: readonly string[];
  /** How many measurements of each count. */
  readonly runs: number;
  /** What each calls for before, all at one go. */
  readonly warmUp: number;
  /** A run is so many turns, so long each. */
  readonly turns: number;
  readonly turn: number;
  /** Hears of each run before it begins. */
  begins?(this: void, run: number): void;
  readonly signal: AbortSignal;
}

/**
 * Has each call for a while, in turns, each in a process of its own.
 *
 * @returns calls per second in each run, or what an optional one threw
 * @throws Error when another one fails
 */
export async function race<One extends Racer>(
  all: readonly One[],
  { baseUrl, flags, runs, warmUp, turns, turn, begins, signal }: Course,
): Promise<Map<One, number[] | Error>> {
  const given = ["--base-url", baseUrl, "--key", KEY, ...flags];
  const callers = new Map(all.map((one) => [one, startCaller(one.module, given, signal)]));
  const rates = new Map<One, number[] | Error>(all.map((one) => [one, []]));

  /** What one makes of its turn, unless it has failed. */
  const callFor = async (one: One, milliseconds: number): Promise<Calls> => {
    const none = { calls: 0, milliseconds: 0 };
    if (rates.get(one) instanceof Error) return none;
    try {
      return (await callers.get(one)?.callFor(milliseconds)) ?? none;
    } catch (error) {
      signal.throwIfAborted();
      if (one.optional !== true) throw error;
      rates.set(one, error instanceof Error ? error : new Error(String(error)));
      return none;
    }
  };

  try {
    // One call each, so that nobody warms up while others are still loading.
    for (const one of all) await callFor(one, 0);
    for (const one of all) await callFor(one, warmUp);
    for (let run = 1; run <= runs; run += 1) {
      begins?.(run);
      const made = new Map(all.map((one) => [one, { calls: 0, milliseconds: 0 }]));
      for (let round = 0; round < turns; round += 1) {
        for (const [one, sum] of made) {
          const { calls, milliseconds } = await callFor(one, turn);
          sum.calls += calls;
          sum.milliseconds += milliseconds;
        }
      }
      for (const [one, { calls, milliseconds }] of made) {
        const own = rates.get(one);
        if (Array.isArray(own)) own.push((calls * 1000) / milliseconds);
      }
    }
  } finally {
    await Promise.all([...callers.values()].map((caller) => caller.stop()));
  }
  return rates;
}

/**
 * Whether one tries again, unless told otherwise, when it is answered 503 with `Retry-After: 1`.
 *
 * @param one has done the job before: what it throws is taken for the 503
 */
export async function whetherItRetries(
  one: Racer,
  baseUrl: string,
  signal: AbortSignal,
): Promise<Retrying> {
  const flags = ["--base-url", baseUrl, "--key", `${BUSY_KEY}_${one.id}`];
  const caller = startCaller(one.module, flags, signal);
  try {
    const { milliseconds } = await caller.callFor(0);
    return milliseconds < 1000 ? "at once" : "as told";
  } catch {
    signal.throwIfAborted();
    return "no";
  } finally {
    await caller.stop();
  }
}
