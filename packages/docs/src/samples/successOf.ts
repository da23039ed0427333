import type { DocumentedResponse } from "../../../contract/src/contract/Contract.ts";
import { isSuccess } from "../../../contract/src/contract/conventions.ts";
import type { ApiOperation } from "../contract/readApi.ts";

/** The documented successes of an operation. */
const successesOf = ({ responses }: ApiOperation): readonly DocumentedResponse[] =>
  responses.filter(({ status }) => isSuccess(status));

/** The first success of an operation that has a body; undefined when none arrives. */
export const successWithBody = (operation: ApiOperation): DocumentedResponse | undefined =>
  operation.method === "HEAD"
    ? undefined
    : successesOf(operation).find(({ media }) => media.length > 0);

/** Whether every success of an operation has a body, which is JSON. */
export const alwaysJson = (operation: ApiOperation): boolean =>
  successesOf(operation).every(({ media }) => media.length > 0 && media.every(({ json }) => json));
