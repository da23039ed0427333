/** What keeps a contract, or one of its operations, from being carried. */
export interface Fault {
  /** METHOD and path of the operation, or the part of the document. */
  readonly where: string;
  /** What is wrong there, and the next step. */
  readonly problem: string;
}

/** Thrown when a contract cannot be carried; `message` names every fault. */
export class ContractError extends Error {
  override name = "ContractError" as const;

  constructor(faults: readonly Fault[], cause?: unknown) {
    const places = new Set(faults.map(({ where, problem }) => `${where}: ${problem}`));
    const count = `${places.size} ${places.size === 1 ? "problem" : "problems"}`;
    super(`The contract cannot be carried, ${count}:\n\n${[...places].join("\n")}`, { cause });
  }
}
