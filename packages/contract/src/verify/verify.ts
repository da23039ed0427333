import type { Capability } from "../cases/Case.ts";
import type { Check } from "../checks/Check.ts";
import { checks as allChecks, declaredLacks, everyOperation } from "../checks/checks.ts";
import { filters, pageWalk } from "../checks/pages.ts";
import type { Contract } from "../contract/Contract.ts";
import { askFilters } from "./askFilters.ts";
import { derived, explore, reach } from "./explore.ts";
import { drawRequests, drawSequences } from "./draw.ts";
import { Ledger } from "./Ledger.ts";
import { CannotVerifyError, preflight } from "./preflight.ts";
import { enterInto, openTo, type Run } from "./Run.ts";
import { Session } from "./Session.ts";
import type { Profile, Verification } from "./Verification.ts";
import { walkPages } from "./walkPages.ts";

export interface VerifyOptions {
  /** Absolute, with or without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** `read-only` sends GET alone; `full` sends everything. Default: `read-only`. */
  readonly profile?: Profile;
  /** The same seed draws the same cases. Default: 1. */
  readonly seed?: number;
  /** How many cases to draw, besides those that the contract gives rise to by itself. Default: 500. */
  readonly cases?: number;
  /** What the server lacks by its nature; it is reported as not applicable. Default: nothing. */
  readonly lacks?: readonly Capability[];
  /** Requests a second at most; 0 for no limit. Default: 0. */
  readonly rate?: number;
  /** Milliseconds to wait for an answer. Default: 5000. */
  readonly timeout?: number;
  /** How many requests it may take to make a failure smaller. Default: 200. */
  readonly shrinks?: number;
  /** Default: all of them. */
  readonly checks?: readonly Check[];
  /** Told of each case. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** What is going on, e.g. `drawn requests`. */
  readonly phase: string;
  /** How many cases were sent so far. */
  readonly cases: number;
  readonly failures: number;
}

/**
 * Holds a server to the contract: sends the cases that the contract gives rise to, drawn ones, and
 * sequences that follow its links, and judges every answer.
 *
 * @throws CannotVerifyError when the server cannot be reached, or does not take the key; and with the
 * profile `full`, when the key may not write.
 */
export async function verify(contract: Contract, options: VerifyOptions): Promise<Verification> {
  const {
    apiKey,
    profile = "read-only",
    seed = 1,
    cases = 500,
    lacks = [],
    rate = 0,
    timeout = 5_000,
    shrinks = 200,
    checks = allChecks,
    onProgress,
  } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const started = performance.now();
  const target = { baseUrl, apiKey, timeout };
  await preflight(contract, target);

  const session = new Session({ contract, target, checks, lacks, rate });
  const ledger = new Ledger(contract);
  const progress = { phase: "looking around", cases: 0 };
  const tick = () => {
    progress.cases += 1;
    onProgress?.({ ...progress, failures: ledger.failures.length });
  };
  const run: Run = { session, ledger, profile, seed, cases: cases / 2, shrinks, tick };
  const notes: string[] = [];
  const phases: readonly (readonly [string, () => Promise<void>])[] = [
    ["looking around", () => explore(run)],
    ["reaching every operation", () => reach(run).then(() => refuseReaders(run, baseUrl))],
    ["derived cases", () => derived(run)],
    ["drawn requests", () => drawRequests(run)],
    ["drawn sequences", () => drawSequences(run)],
    ["walking pages", () => walkAll(run, notes)],
    ["filtering lists", () => filterAll(run)],
    // What was busy at the beginning may no longer be.
    ["reaching the rest", () => reach(run)],
  ];
  for (const [phase, go] of phases) {
    progress.phase = phase;
    if (!session.gone) await go();
  }
  conclude(run, lacks);
  notes.push(
    ...contract.operations.flatMap((one) => ledger.outcomes.remark(one.operationId) ?? []),
  );
  if (session.gone) notes.push("The server stopped answering, so the run ended early.");
  return {
    baseUrl,
    seed,
    profile,
    requests: session.sent,
    duration: performance.now() - started,
    operations: ledger.rows(checks),
    failures: ledger.failures,
    lacks: Object.fromEntries(lacks.map((lack) => [lack, ledger.needed.get(lack)?.bad ?? 0])),
    notes,
  };
}

async function walkAll(run: Run, notes: string[]): Promise<void> {
  const { session, ledger } = run;
  const { contract, checks } = session;
  if (!checks.includes(pageWalk)) return;
  for (const operation of contract.operations.filter(({ paged }) => paged)) {
    const finding = await walkPages(session, operation, enterInto(run));
    if (finding !== undefined) ledger.note({ ...finding, lacking: session.lacking(pageWalk) });
    else
      notes.push(
        `${operation.operationId} could not be walked: it gave no pages, or they changed.`,
      );
  }
}

async function filterAll(run: Run): Promise<void> {
  const { session, ledger } = run;
  const { contract, checks } = session;
  if (!checks.includes(filters)) return;
  for (const operation of contract.operations.filter(({ paged }) => paged)) {
    const findings = await askFilters(session, operation, enterInto(run));
    for (const finding of findings) ledger.note(finding);
  }
}

/** @throws CannotVerifyError when the key may write nothing at all. */
function refuseReaders({ session, ledger }: Run, baseUrl: string): void {
  const writes = session.contract.operations.filter(({ method }) => method !== "GET");
  const [first] = writes;
  if (first === undefined || !writes.every((one) => ledger.outcomes.always(one.operationId, 403)))
    return;
  throw new CannotVerifyError(
    `${baseUrl} lets the API key write nothing: ${first.method} ${first.path} was answered with 403. Use another key, or the profile read-only.`,
  );
}

/** The checks that are about the whole of a run. */
function conclude(run: Run, lacks: readonly Capability[]): void {
  const { session, ledger } = run;
  const { contract, checks } = session;
  const note = (
    check: Check,
    operationId: string,
    message: string | undefined,
    pointer: string,
  ) => {
    if (!checks.includes(check)) return;
    const problems = message === undefined ? [] : [{ message, pointer }];
    ledger.note({
      check,
      operationId,
      problems,
      name: `${operationId}, the whole run`,
      requests: [],
    });
  };
  for (const { operationId, pointer } of openTo(run)) {
    note(everyOperation, operationId, ledger.outcomes.complaint(operationId), pointer);
  }
  const [first] = contract.operations;
  for (const lack of first === undefined ? [] : lacks) {
    const { good, bad } = ledger.needed.get(lack) ?? { good: 0, bad: 0 };
    if (good + bad === 0) continue;
    const message = bad > 0 ? undefined : `the server is said to lack ${lack}, but does all of it`;
    note(declaredLacks, first?.operationId ?? "", message, "#/paths");
  }
}
