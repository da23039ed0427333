import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import { headersOf } from "../../../contract/src/verify/urlOf.ts";

/** A request as a command line for any POSIX shell, laid out as on the vendor's page. */
export function curlSample(request: CaseRequest, url: string): string {
  const { method, keyHeaders, body } = request;
  const json = body?.value === undefined ? undefined : JSON.stringify(body.value, null, 2);
  return [
    `curl --request ${method}`,
    `--url ${quoted(url)}`,
    ...keyHeaders.map((name) => `--header "${name}: $AMPS_API_KEY"`),
    ...headersOf(request).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    // Of other text, curl would take a leading @ for the name of a file.
    ...(body === undefined
      ? []
      : [json === undefined ? `--data-raw ${quoted(body.text)}` : `--data ${quoted(json)}`]),
  ].join(" \\\n  ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
