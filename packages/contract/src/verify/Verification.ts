import type { Capability, CaseRequest } from "../cases/Case.ts";
import type { Answer } from "../checks/Answer.ts";

/** What a run found. */
export interface Verification {
  readonly baseUrl: string;
  readonly seed: number;
  readonly profile: Profile;
  /** How many requests were sent, those that shrink a failure among them. */
  readonly requests: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly operations: readonly OperationRow[];
  readonly failures: readonly Failure[];
  /** What the server was said to lack, with how often it was not held to it. */
  readonly lacks: Readonly<Partial<Record<Capability, number>>>;
  /** What was left out, and why, one sentence each. */
  readonly notes: readonly string[];
}

/** `read-only` sends GET alone; `full` sends everything. */
export type Profile = "read-only" | "full";

export interface OperationRow {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** How many cases were sent. */
  readonly cases: number;
  /** By the check's name. */
  readonly checks: Readonly<Record<string, Count>>;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Failed, but the server says that it lacks what the check needs. */
  readonly notApplicable: number;
}

/** A way in which the server departs from the contract: the first and smallest case of it. */
export interface Failure {
  readonly check: string;
  readonly operationId: string;
  readonly case: string;
  readonly message: string;
  /** The JSON Pointer of what the contract says about it. */
  readonly pointer: string;
  /** How many cases failed in this way. */
  readonly count: number;
  /** The names of some of the others. */
  readonly others: readonly string[];
  /** It did not fail when its requests were sent again: what was sent before them matters. */
  readonly once?: true;
  /** The requests that lead to it; the last one is where it shows. */
  readonly requests: readonly CaseRequest[];
  /** Undefined when there was none, or when it is about the whole run. */
  readonly answer: Answer | undefined;
}
