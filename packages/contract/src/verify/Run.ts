import type { CaseRequest } from "../cases/Case.ts";
import type { Finding, Ledger } from "./Ledger.ts";
import type { Session } from "./Session.ts";
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

/** Whether the profile lets a request be sent. */
export const allows = (profile: Profile, { method }: CaseRequest): boolean =>
  profile === "full" || method === "GET";

/** Enters every step, and returns what is new in them. */
export async function enterAll(run: Run, steps: AsyncIterable<Step>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const { sent, before } of steps) {
    findings.push(...run.ledger.enter(sent, before));
    run.tick();
  }
  return findings;
}
