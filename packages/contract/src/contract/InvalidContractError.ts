/** The contract cannot be read, or says something that these checks cannot follow. */
export class InvalidContractError extends Error {
  override readonly name = "InvalidContractError" as const;
}
