export { capabilities } from "./cases/Case.ts";
export type {
  Capability,
  Case,
  CaseKind,
  CaseRequest,
  Expectation,
  Parts,
  Reading,
} from "./cases/Case.ts";
export { casesFrom } from "./cases/casesFrom.ts";
export { exampleCasesFrom } from "./cases/exampleCasesFrom.ts";
export type { Answer } from "./checks/Answer.ts";
export type { Check, Exchange, Memory } from "./checks/Check.ts";
export { checkAnswer } from "./checks/checkAnswer.ts";
export { checks } from "./checks/checks.ts";
export { validateAnswer } from "./checks/validateAnswer.ts";
export type {
  Contract,
  DocumentedHeader,
  DocumentedResponse,
  Link,
  LinkParameter,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
  RequestBody,
  Wait,
} from "./contract/Contract.ts";
export { contractFrom } from "./contract/contractFrom.ts";
export { InvalidContractError } from "./contract/InvalidContractError.ts";
export { bundledContract, loadContract } from "./contract/loadContract.ts";
export type { Problem } from "./contract/Problem.ts";
export { sendCase } from "./verify/sendCase.ts";
export type { Target } from "./verify/sendCase.ts";
export { CannotVerifyError } from "./verify/preflight.ts";
export type { Count, Failure, OperationRow, Profile, Verification } from "./verify/Verification.ts";
export { verify } from "./verify/verify.ts";
export type { Progress, VerifyOptions } from "./verify/verify.ts";
