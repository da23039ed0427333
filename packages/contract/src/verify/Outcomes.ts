import { codeOf, isSuccess } from "../contract/conventions.ts";
import type { Sent } from "./Session.ts";

/** So many ways to be answered are told. */
const mostTold = 3;

/** Fewer successes than this share of the requests leave much of an operation unseen. */
const few = 0.05;

/** How an operation answered the requests that may succeed. */
interface Outcome {
  readonly status: number;
  /** The status, and the code if there is one, e.g. `409 CONFLICT`. */
  readonly told: string;
  readonly count: number;
}

/** Keeps how each operation answered what may succeed. */
export class Outcomes {
  readonly #outcomes = new Map<string, Map<string, Outcome>>();

  add({ case: { operationId, expected }, exchange }: Sent): void {
    if (exchange === undefined || !expected.statuses.some(isSuccess)) return;
    const { status } = exchange.answer;
    const code = codeOf(exchange.json);
    const told = typeof code === "string" ? `${status} ${code}` : `${status}`;
    const own = this.#outcomes.get(operationId) ?? new Map<string, Outcome>();
    own.set(told, { status, told, count: (own.get(told)?.count ?? 0) + 1 });
    this.#outcomes.set(operationId, own);
  }

  /** Whether there was a success. */
  succeeded = (operationId: string): boolean =>
    this.#of(operationId).some(({ status }) => isSuccess(status));

  /** Whether every answer had that status, and there was one. */
  always(operationId: string, status: number): boolean {
    const outcomes = this.#of(operationId);
    return outcomes.length > 0 && outcomes.every((outcome) => outcome.status === status);
  }

  /** Why there was no success; undefined when there was one. */
  complaint(operationId: string): string | undefined {
    if (this.succeeded(operationId)) return undefined;
    const others = this.#told(operationId);
    return others === ""
      ? "nothing was sent that could succeed"
      : `no request was answered with a success: ${others}. ${advice}`;
  }

  /** That there were hardly any successes; undefined when there were, or none at all. */
  remark(operationId: string): string | undefined {
    const outcomes = this.#of(operationId);
    const all = sumOf(outcomes);
    const good = sumOf(outcomes.filter(({ status }) => isSuccess(status)));
    return good === 0 || good >= all * few
      ? undefined
      : `${operationId} succeeded ${good} times in ${all}: ${this.#told(operationId)}. ${advice}`;
  }

  #of(operationId: string): readonly Outcome[] {
    return [...(this.#outcomes.get(operationId)?.values() ?? [])];
  }

  #told(operationId: string): string {
    return this.#of(operationId)
      .filter(({ status }) => !isSuccess(status))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, mostTold)
      .map(({ told, count }) => `${count} × ${told}`)
      .join(", ");
  }
}

const advice =
  "If things are busy with what was done to them before, begin with more of them, or with others.";

const sumOf = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { count }) => sum + count, 0);
