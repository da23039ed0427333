import type { Operation } from "../contract/Contract.ts";
import type { Finding, Ledger } from "./Ledger.ts";
import type { Sent, Session } from "./Session.ts";
import type { Profile } from "./Verification.ts";
import type { Step } from "./execute.ts";

/** What every phase of a run has at hand. */
export interface Run {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly profile: Profile;
  readonly seed: number;
  /** How many cases to draw. */
  readonly cases: number;
  /** How many requests it may take to make a failure smaller. */
  readonly shrinks: number;
  /** Told after each case. */
  readonly tick: () => void;
}

/** Whether the profile lets a request with that method be sent. */
export const allows = (profile: Profile, { method }: { readonly method: string }): boolean =>
  profile === "full" || method === "GET";

/** The operations that the profile lets be called. */
export const openTo = ({ session, profile }: Run): readonly Operation[] =>
  session.contract.operations.filter((one) => allows(profile, one));

/** Enters what was sent on its own, outside of a sequence. */
export const enterInto =
  ({ ledger, tick }: Run) =>
  (sent: Sent): void => {
    ledger.enter(sent);
    tick();
  };

/** Enters every step, and returns what is new in them. */
export async function enterAll(run: Run, steps: AsyncIterable<Step>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const { sent, before } of steps) {
    findings.push(...run.ledger.enter(sent, before));
    run.tick();
  }
  return findings;
}
