import type { Capability, Case } from "../cases/Case.ts";
import type { Answer } from "../checks/Answer.ts";
import type { Check, Exchange, Memory } from "../checks/Check.ts";
import { emptyMemory } from "../checks/Check.ts";
import { answered } from "../checks/checks.ts";
import { exchangeOf } from "../checks/exchangeOf.ts";
import type { Contract } from "../contract/Contract.ts";
import type { Problem } from "../contract/Problem.ts";
import { KnownIds } from "./KnownIds.ts";
import { Pace } from "./Pace.ts";
import { sendCase, type Target, UnansweredError } from "./sendCase.ts";
import { wait } from "./wait.ts";

/** What a check said about one case. */
export interface Verdict {
  readonly check: Check;
  readonly problems: readonly Problem[];
  /** What the server says that it lacks, and the check or case needs. */
  readonly lacking: Capability | undefined;
  /** What it is about, when that is not the answer to the case but one that came before. */
  readonly answer?: Answer;
}

/** A case that was sent, its answer if there was one, and every verdict on it. */
export interface Sent {
  readonly case: Case;
  readonly exchange: Exchange | undefined;
  readonly verdicts: readonly Verdict[];
}

export interface SessionOptions {
  readonly contract: Contract;
  readonly target: Target;
  readonly checks: readonly Check[];
  readonly lacks: readonly Capability[];
  /** Requests a second at most; 0 for no limit. */
  readonly rate: number;
}

/** So many requests without an answer, one after another, and the server is taken to be gone. */
const patience = 5;

/** How often, and in milliseconds how long, a request waits that came too soon for the server. */
const retries = 5;
const longestPause = 60_000;

/** Milliseconds after which a server may have closed a connection that it kept open until then. */
const keptOpen = 1_000;

/** Sends cases, and judges the answers by all that was answered before. */
export class Session {
  readonly contract: Contract;
  readonly ids = new KnownIds();
  readonly checks: readonly Check[];
  readonly #target: Target;
  readonly #lacks: readonly Capability[];
  readonly #pace: Pace;
  readonly #memory: Memory = emptyMemory();
  #unanswered = 0;
  #lastAnswer = 0;
  /** How many requests were sent. */
  sent = 0;

  constructor({ contract, target, checks, lacks, rate }: SessionOptions) {
    this.contract = contract;
    this.checks = checks;
    this.#target = target;
    this.#lacks = lacks;
    this.#pace = new Pace(rate);
  }

  /** Whether the server has stopped to answer. */
  get gone(): boolean {
    return this.#unanswered >= patience;
  }

  /** Sends a case, with known ids where it has only examples. */
  async send(given: Case): Promise<Sent> {
    const one = { ...given, request: this.ids.bind(given.operationId, given.request) };
    const early: Answer[] = [];
    const answer = await this.#answerTo(one, early);
    const earlier = early.flatMap((tooEarly) => this.#judgeEarly(one, tooEarly));
    if (answer instanceof UnansweredError) {
      this.#unanswered += 1;
      const operation = this.contract.operations.find(
        (other) => other.operationId === one.operationId,
      );
      const problem = { message: answer.message, pointer: operation?.pointer ?? "#/paths" };
      const verdict = {
        check: answered,
        problems: [problem],
        lacking: this.lacking(answered, one),
      };
      const verdicts = this.#enabled(answered) ? [...earlier, verdict] : earlier;
      return { case: one, exchange: undefined, verdicts };
    }
    this.#unanswered = 0;
    const exchange = exchangeOf(this.contract, one, answer, this.#target.apiKey);
    this.ids.learn(exchange);
    const verdicts = this.checks.flatMap((check): Verdict[] => {
      const problems = check === answered ? [] : check.judge?.(exchange, this.#memory);
      return problems === undefined ? [] : [{ check, problems, lacking: this.lacking(check, one) }];
    });
    return { case: one, exchange, verdicts: [...earlier, ...verdicts] };
  }

  /** An answer that asks for patience is held to what is documented, whatever the case is for. */
  #judgeEarly(one: Case, answer: Answer): Verdict[] {
    const expected = { statuses: [answer.status] };
    const early = { ...one, kind: "accepted input" as const, expected };
    const exchange = exchangeOf(this.contract, early, answer, this.#target.apiKey);
    // Where it is not documented, it is not the server's own, but that of something in front of it.
    if (exchange.response === undefined) return [];
    return this.checks.flatMap((check): Verdict[] => {
      const problems = check.judge?.(exchange, this.#memory) ?? [];
      const lacking = this.lacking(check, one);
      return problems.length === 0 ? [] : [{ check, problems, lacking, answer }];
    });
  }

  /** What a check, or a case, needs of a server that lacks it. */
  lacking(check: Check, one?: Case): Capability | undefined {
    return [check.needs, one?.needs].find(
      (needed) => needed !== undefined && this.#lacks.includes(needed),
    );
  }

  #enabled(check: Check): boolean {
    return this.checks.includes(check);
  }

  /** @param early Takes the answers after which it was asked again. */
  async #answerTo(one: Case, early: Answer[]) {
    for (let attempt = 0; ; attempt += 1) {
      await this.#pace.wait();
      this.sent += 1;
      const rested = performance.now() - this.#lastAnswer > keptOpen;
      try {
        const answer = await sendCase(one, this.#target);
        this.#lastAnswer = performance.now();
        const pause =
          answer.status === 429 && attempt < retries ? pauseOf(answer.headers) : undefined;
        if (pause === undefined) return answer;
        early.push(answer);
        await wait(pause);
      } catch (error) {
        if (!(error instanceof UnansweredError)) throw error;
        // A connection that the server closes while a request is under way says nothing of either.
        if (!rested || attempt > 0 || error.late) return error;
      }
    }
  }
}

/** Milliseconds; undefined when it is too long to wait. */
function pauseOf(headers: Headers): number | undefined {
  const said = headers.get("retry-after") ?? "1";
  // What stands in front of a server may name the instant instead of the seconds (RFC 9110).
  const pause = said.endsWith(" GMT")
    ? Math.max(0, Date.parse(said) - Date.now())
    : Number(said) * 1_000;
  return pause >= 0 && pause <= longestPause ? pause : undefined;
}
