import * as fc from "fast-check";
import type { Case } from "../cases/Case.ts";
import { failureAgain } from "./failureAgain.ts";
import type { Finding } from "./Ledger.ts";
import type { Run } from "./Run.ts";

/** Cases that were drawn and failed, and how they can be drawn again. */
export interface Drawn {
  readonly finding: Finding;
  readonly cases: readonly Case[];
  /** The cases that were sent before those. */
  readonly previous: readonly Case[];
  readonly arbitrary: fc.Arbitrary<readonly Case[]>;
  readonly seed: number;
  /** Which of those that were drawn it is, from 0 on. */
  readonly index: number;
  readonly follow: "writes" | "all";
}

/**
 * Makes a failure as small as it gets: how many its requests are, then what is in them. A smaller
 * one has to fail twice, because the server may remember what was sent before it.
 */
export async function shrink(run: Run, drawn: Drawn): Promise<void> {
  const { finding, cases, previous, arbitrary, seed, index, follow } = drawn;
  let left = run.shrinks;

  const failureOf = async (some: readonly Case[]): Promise<Finding | undefined> =>
    left <= 0
      ? undefined
      : failureAgain(run.session, finding, some, follow, () => {
          left -= 1;
        });
  const stillFails = async (some: readonly Case[]): Promise<boolean> => {
    const again = (await failureOf(some)) && (await failureOf(some));
    if (again !== undefined) run.ledger.replace(finding, again);
    return again !== undefined;
  };

  if (!(await stillFails(cases))) {
    // What came before may have to do with it.
    const whole = [...previous, ...cases];
    if (previous.length > 0 && (await stillFails(whole))) await fewest(whole, stillFails);
    else if (run.shrinks > 0) run.ledger.cameOnce(finding);
    return;
  }
  const needed = (await fewest(cases, stillFails)).map((one) => cases.indexOf(one) - cases.length);
  const smaller = fc.asyncProperty(arbitrary, async (others) => {
    const same = needed.flatMap((place) => others.at(place) ?? []);
    if (same.length === needed.length && (await stillFails(same))) throw new StillFails();
  });
  const path = String(index);
  const { failed, errorInstance } = await fc.check(smaller, { seed, path, numRuns: 1 });
  if (failed && !(errorInstance instanceof StillFails)) throw errorInstance;
}

/** Leaves out what it can: halves first, then ever smaller parts. */
async function fewest(
  cases: readonly Case[],
  stillFails: (some: readonly Case[]) => Promise<boolean>,
): Promise<readonly Case[]> {
  let kept = cases;
  for (let size = Math.ceil(cases.length / 2); ; size = Math.ceil(size / 2)) {
    for (let start = 0; start < kept.length;) {
      const others = kept.filter((_, place) => place < start || place >= start + size);
      if (others.length > 0 && (await stillFails(others))) kept = others;
      else start += size;
    }
    if (size === 1) return kept;
  }
}

/** Tells fast-check that a smaller case fails in the same way. */
class StillFails extends Error {
  override readonly name = "StillFails" as const;
}
