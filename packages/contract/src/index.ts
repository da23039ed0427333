export type { Case, CaseRequest, Expectation, Parts } from "./Case.ts";
export { casesFrom } from "./casesFrom.ts";
export { checkAnswer } from "./checkAnswer.ts";
export type {
  Contract,
  DocumentedHeader,
  DocumentedResponse,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
  RequestBody,
} from "./Contract.ts";
export { contractFrom } from "./contractFrom.ts";
export { InvalidContractError } from "./InvalidContractError.ts";
export { bundledContract, loadContract } from "./loadContract.ts";
export type { Problem } from "./Problem.ts";
export { sendCase } from "./sendCase.ts";
export type { Target } from "./sendCase.ts";
export { validateAnswer } from "./validateAnswer.ts";
export type { Answer } from "./validateAnswer.ts";
