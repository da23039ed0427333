import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import { headersOf } from "../../../contract/src/verify/urlOf.ts";
import type { ApiOperation } from "../contract/readApi.ts";
import { literal } from "./literal.ts";
import { hasContent } from "./typescriptSample.ts";

/** A request as a program that sends it with nothing but `fetch`. */
export function fetchSample(operation: ApiOperation, request: CaseRequest, url: string): string {
  const { method, keyHeaders, body } = request;
  const headers = [
    ...keyHeaders.map((name) => `"${name}": process.env.AMPS_API_KEY ?? "",`),
    ...headersOf(request).map(
      ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},`,
    ),
  ];
  const init = [
    ...(method === "GET" ? [] : [`method: "${method}",`]),
    ...(headers.length === 0 ? [] : ["headers: {", ...headers.map((line) => `  ${line}`), "},"]),
    ...(body === undefined ? [] : [`body: ${bodyOf(body)},`]),
  ];
  const start = `const response = await fetch(${JSON.stringify(url)}`;
  const sent =
    init.length === 0
      ? `${start});`
      : `${start}, {\n${init.map((line) => `  ${line}\n`).join("")}});`;
  const shown = hasContent(operation)
    ? "response.status, await response.json()"
    : "response.status";
  return `${sent}\nconsole.log(${shown});`;
}

function bodyOf({ text, value }: NonNullable<CaseRequest["body"]>): string {
  if (value === undefined) return JSON.stringify(text);
  return `JSON.stringify(${literal(value, "  body: JSON.stringify(),".length, "  ")})`;
}
