export type { Case, CaseRequest, Expectation, Parts } from "./cases/Case.ts";
export { casesFrom } from "./cases/casesFrom.ts";
export { checkAnswer } from "./checks/checkAnswer.ts";
export type {
  Contract,
  DocumentedHeader,
  DocumentedResponse,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
  RequestBody,
} from "./contract/Contract.ts";
export { contractFrom } from "./contract/contractFrom.ts";
export { InvalidContractError } from "./contract/InvalidContractError.ts";
export { bundledContract, loadContract } from "./contract/loadContract.ts";
export type { Problem } from "./contract/Problem.ts";
export { sendCase } from "./verify/sendCase.ts";
export type { Target } from "./verify/sendCase.ts";
export { validateAnswer } from "./checks/validateAnswer.ts";
export type { Answer } from "./checks/validateAnswer.ts";
