import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import type { ApiOperation } from "../contract/readApi.ts";
import { literal, memberOf } from "./literal.ts";
import { successWithBody } from "./successOf.ts";
import { variableFor } from "./variableFor.ts";

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
  const call = `amps${memberOf(operation.operationId)}(`;
  const variable = variableFor(operation);
  if (operation.paged) {
    const start = `for await (const ${variable} of ${call}`;
    return [
      `${start}${argumentOf(request, start.length + ")) {".length)})) {`,
      `  console.log(${variable});`,
      "}",
    ];
  }
  const shown = successWithBody(operation) !== undefined;
  const start = shown ? `const ${variable} = await ${call}` : `await ${call}`;
  const statement = `${start}${argumentOf(request, start.length + ");".length)});`;
  return shown ? [statement, `console.log(${variable});`] : [statement];
}

/** What the method takes: the parts of the request that there are. */
function argumentOf({ path, query, header, body }: CaseRequest, column: number): string {
  const parts = { path, query, header };
  const given = Object.entries(parts).filter(([, values]) => Object.keys(values).length > 0);
  const value = { ...Object.fromEntries(given), ...(body && { body: body.value }) };
  return Object.keys(value).length === 0 ? "" : literal(value, column);
}
