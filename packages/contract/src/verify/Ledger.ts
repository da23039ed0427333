import type { Capability, CaseRequest } from "../cases/Case.ts";
import type { Answer } from "../checks/Answer.ts";
import type { Check } from "../checks/Check.ts";
import type { Contract } from "../contract/Contract.ts";
import type { Problem } from "../contract/Problem.ts";
import { Outcomes } from "./Outcomes.ts";
import type { Sent } from "./Session.ts";
import type { Count, Failure, OperationRow } from "./Verification.ts";

/** More names of other cases than this help nobody. */
const mostOthers = 4;

/** What a check said of an operation. */
export interface Finding {
  readonly check: Check;
  readonly operationId: string;
  readonly problems: readonly Problem[];
  readonly lacking?: Capability | undefined;
  /** The name of the case, or what the whole run is called. */
  readonly name: string;
  /** The requests that lead to it; the last one is where it shows. */
  readonly requests: readonly CaseRequest[];
  readonly answer?: Answer | undefined;
}

/** Counts what checks say, and keeps the first case of each way to fail. */
export class Ledger {
  readonly #contract: Contract;
  readonly #cases = new Map<string, number>();
  readonly #counts = new Map<string, Count>();
  readonly #failures = new Map<string, Failure>();
  readonly #needed = new Map<Capability, { good: number; bad: number }>();
  /** How each operation answered what may succeed. */
  readonly outcomes = new Outcomes();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  get failures(): readonly Failure[] {
    return [...this.#failures.values()];
  }

  /** How often a server was not held to what it lacks. */
  get needed(): ReadonlyMap<Capability, { readonly good: number; readonly bad: number }> {
    return this.#needed;
  }

  /** Enters a case, and returns what is new in it. `before` are the requests that it takes. */
  enter(sent: Sent, before: readonly CaseRequest[] = []): readonly Finding[] {
    const { operationId, name, request } = sent.case;
    const { exchange } = sent;
    this.#cases.set(operationId, (this.#cases.get(operationId) ?? 0) + 1);
    this.outcomes.add(sent);
    const requests = [...before, request];
    return sent.verdicts
      .map((verdict) => ({ answer: exchange?.answer, ...verdict, operationId, name, requests }))
      .filter((finding) => this.note(finding));
  }

  /** Counts a finding; true when it is the first of a way to fail. */
  note(finding: Finding): boolean {
    const { check, operationId, problems, lacking } = finding;
    const [problem] = problems;
    if (lacking !== undefined) {
      const { good, bad } = this.#needed.get(lacking) ?? { good: 0, bad: 0 };
      const isBad = problem !== undefined;
      this.#needed.set(lacking, { good: good + (isBad ? 0 : 1), bad: bad + (isBad ? 1 : 0) });
    }
    const count =
      problem === undefined ? "passed" : lacking === undefined ? "failed" : "notApplicable";
    const cell = `${operationId} ${check.name}`;
    const counts = this.#counts.get(cell) ?? { passed: 0, failed: 0, notApplicable: 0 };
    this.#counts.set(cell, { ...counts, [count]: counts[count] + 1 });
    if (problem === undefined || count !== "failed") return false;

    const key = keyOf(finding, problem);
    const known = this.#failures.get(key);
    this.#failures.set(
      key,
      known === undefined ? failureOf(finding, problem) : oneMore(known, finding),
    );
    return known === undefined;
  }

  /** Puts a smaller case of a failure in the place of the first one. */
  replace(first: Finding, smaller: Finding): void {
    const [problem] = first.problems;
    const [smallest] = smaller.problems;
    if (problem === undefined || smallest === undefined) return;
    const key = keyOf(first, problem);
    const known = this.#failures.get(key);
    if (known === undefined) return;
    const { count, others } = known;
    this.#failures.set(key, { ...failureOf(smaller, smallest), count, others });
  }

  /** Notes that a failure did not come again when its requests were sent again. */
  cameOnce({ problems: [problem], ...finding }: Finding): void {
    const key = problem && keyOf({ ...finding, problems: [problem] }, problem);
    const known = key === undefined ? undefined : this.#failures.get(key);
    if (key !== undefined && known) this.#failures.set(key, { ...known, once: true });
  }

  /** What was counted, per operation in the order of the contract. */
  rows(checks: readonly Check[]): readonly OperationRow[] {
    return this.#contract.operations.map(({ operationId, method, path }) => {
      const counted = checks.flatMap(({ name }) => {
        const count = this.#counts.get(`${operationId} ${name}`);
        return count === undefined ? [] : [[name, count] as const];
      });
      const cases = this.#cases.get(operationId) ?? 0;
      return { operationId, method, path, cases, checks: Object.fromEntries(counted) };
    });
  }
}

const keyOf = ({ check, operationId }: Finding, { pointer }: Problem): string =>
  `${check.name} ${operationId} ${pointer}`;

const failureOf = (finding: Finding, { message, pointer }: Problem): Failure => ({
  check: finding.check.name,
  operationId: finding.operationId,
  case: finding.name,
  message,
  pointer,
  count: 1,
  others: [],
  requests: finding.requests,
  answer: finding.answer,
});

const oneMore = (failure: Failure, { name }: Finding): Failure => {
  const { count, others } = failure;
  const known = others.includes(name) || name === failure.case || others.length >= mostOthers;
  return { ...failure, count: count + 1, others: known ? others : [...others, name] };
};
