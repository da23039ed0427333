import type { OperationId } from "../OperationTypes.ts";

/** What judges the bodies of an operation; made from the contract, one per operation. */
export interface Validator {
  readonly operationId: OperationId;
  /** Absent when the operation takes no JSON body. */
  readonly request?: { readonly required: boolean; readonly judge: Judge };
  /** By status, `4XX` or `default`; undefined for a status without a JSON body. */
  readonly responses: Readonly<Record<string, Judge | undefined>>;
}

/** Whether a parsed body is what the contract says; if not, `errors` has what is wrong. */
export interface Judge {
  (body: unknown): boolean;
  errors?: readonly JudgedError[] | null;
}

/** Where, which keyword of JSON Schema, and what that keyword says. */
export type JudgedError = readonly [
  pointer: string,
  keyword: string,
  says: Readonly<Record<string, unknown>>,
];
