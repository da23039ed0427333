import type { Capability, Case } from "../cases/Case.ts";
import type { Contract, DocumentedResponse, Operation } from "../contract/Contract.ts";
import type { Problem } from "../contract/Problem.ts";
import type { Answer } from "./Answer.ts";

/** Something that every answer that it applies to has to have. */
export interface Check {
  /** Unique and stable, e.g. `documented status`. */
  readonly name: string;
  /** What it holds an answer to, as a sentence. */
  readonly what: string;
  /** What a server has to be able to do before it can be held to it. */
  readonly needs?: Capability;
  /**
   * What is wrong with an answer; undefined when the check does not apply to it. Absent for a check
   * of the whole run.
   */
  readonly judge?: (exchange: Exchange, memory: Memory) => readonly Problem[] | undefined;
}

/** A case as it was sent, and its answer. */
export interface Exchange {
  readonly contract: Contract;
  readonly case: Case;
  readonly operation: Operation;
  /** What the contract documents for the answer's status, if anything. */
  readonly response: DocumentedResponse | undefined;
  readonly answer: Answer;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: unknown;
  readonly apiKey: string;
}

/** What earlier answers said that later ones may not contradict. */
export interface Memory {
  /** The final value that a thing was seen with, by its id and property. */
  readonly finals: Map<string, unknown>;
}

export const emptyMemory = (): Memory => ({ finals: new Map() });
