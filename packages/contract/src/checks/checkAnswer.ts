import type { Case } from "../cases/Case.ts";
import type { Contract } from "../contract/Contract.ts";
import type { Problem } from "../contract/Problem.ts";
import type { Answer } from "./Answer.ts";
import { emptyMemory } from "./Check.ts";
import { checks } from "./checks.ts";
import { exchangeOf } from "./exchangeOf.ts";

/**
 * Holds the answer to a case against the contract, and against what the case expects of it.
 *
 * @returns every problem that was found; none when the server does what the contract says.
 */
export function checkAnswer(contract: Contract, one: Case, answer: Answer): readonly Problem[] {
  const exchange = exchangeOf(contract, one, answer);
  const memory = emptyMemory();
  return checks.flatMap(({ judge }) => judge?.(exchange, memory) ?? []);
}
