import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import { isJson } from "../../../contract/src/contract/mediaType.ts";
import { headersOf } from "../../../contract/src/verify/urlOf.ts";
import type { ApiOperation } from "../contract/readApi.ts";
import { literal, WIDTH } from "./literal.ts";
import { alwaysJson, successWithBody } from "./successOf.ts";

/** A request as a program that sends it with nothing but `fetch`. */
export function fetchSample(operation: ApiOperation, request: CaseRequest, url: string): string {
  return `${sent(request, literal(url, 0))}\nconsole.log(${shownOf(operation)});`;
}

function sent(request: CaseRequest, address: string): string {
  const start = "const response = await fetch(";
  const fits = `${start}${address}, {`.length <= WIDTH;
  const options = optionsOf(request, fits ? "" : "  ");
  if (options === undefined) return `${start}${address});`;
  return fits ? `${start}${address}, ${options});` : `${start}\n  ${address},\n  ${options},\n);`;
}

/** What `fetch` takes beside the address; undefined when that is nothing. */
function optionsOf(request: CaseRequest, indent: string): string | undefined {
  const { method, keyHeaders, body } = request;
  const headers = [
    ...keyHeaders.map((name) => [name, 'process.env.AMPS_API_KEY ?? ""'] as const),
    ...headersOf(request).map(([name, value]) => [name, literal(value, 0)] as const),
  ].map(([name, value]) => `  ${literal(name, 0)}: ${value},`);
  const inner = `${indent}  `;
  const members = [
    ...(method === "GET" ? [] : [`method: "${method}",`]),
    ...(headers.length === 0 ? [] : ["headers: {", ...headers, "},"]),
    ...(body === undefined ? [] : [`body: ${bodyOf(body, inner)},`]),
  ];
  if (members.length === 0) return undefined;
  return `{\n${members.map((line) => `${inner}${line}\n`).join("")}${indent}}`;
}

function bodyOf({ type, text, value }: NonNullable<CaseRequest["body"]>, indent: string): string {
  if (!isJson(type)) return literal(text, 0);
  const column = `${indent}body: JSON.stringify(),`.length;
  return `JSON.stringify(${literal(value, column, indent)})`;
}

/** What is shown of the answer: reading as JSON fails where none may come. */
function shownOf(operation: ApiOperation): string {
  if (successWithBody(operation) === undefined) return "response.status";
  return `response.status, await response.${alwaysJson(operation) ? "json" : "text"}()`;
}
