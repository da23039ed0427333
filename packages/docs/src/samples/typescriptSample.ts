import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import { isSuccess } from "../../../contract/src/contract/conventions.ts";
import type { ApiOperation } from "../contract/readApi.ts";
import { literal } from "./literal.ts";

/** A request as a program that sends it with the client of this project. */
export function typescriptSample(operation: ApiOperation, request: CaseRequest): string {
  return [
    'import { createClient } from "@ev-charger/client";',
    "",
    "const amps = createClient(); // the key comes from AMPS_API_KEY",
    ...callOf(operation, request),
  ].join("\n");
}

function callOf(operation: ApiOperation, request: CaseRequest): string[] {
  const { operationId, paged } = operation;
  const call = `amps.${operationId}(`;
  if (paged) {
    const start = `for await (const item of ${call}`;
    return [`${start}${argumentOf(request, start.length + 4)})) {`, "  console.log(item);", "}"];
  }
  const start = hasContent(operation) ? `const data = await ${call}` : `await ${call}`;
  const statement = `${start}${argumentOf(request, start.length + 2)});`;
  return hasContent(operation) ? [statement, "console.log(data);"] : [statement];
}

/** What the method takes: the parts of the request that there are. */
function argumentOf({ path, query, header, body }: CaseRequest, column: number): string {
  const parts = { path, query, header };
  const given = Object.entries(parts).filter(([, values]) => Object.keys(values).length > 0);
  const value = { ...Object.fromEntries(given), ...(body && { body: body.value ?? body.text }) };
  return Object.keys(value).length === 0 ? "" : literal(value, column);
}

/** Whether any success of an operation has a body. */
export const hasContent = ({ responses }: ApiOperation): boolean =>
  responses.some(({ status, media }) => isSuccess(status) && media.length > 0);
