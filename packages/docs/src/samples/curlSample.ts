import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import { isJson } from "../../../contract/src/contract/mediaType.ts";
import { headerWord, quotedPlainly } from "../../../contract/src/report/curl.ts";
import { headersOf } from "../../../contract/src/verify/urlOf.ts";

/** A request as a command line for any POSIX shell, laid out as on the vendor's page. */
export function curlSample(request: CaseRequest, url: string): string {
  const { method, keyHeaders, body } = request;
  return [
    // By another name for it, curl would wait for the body that HEAD does not have.
    method === "HEAD" ? "curl --head" : `curl --request ${method}`,
    // Or brackets would stand for several addresses.
    ...(/[[\]{}]/u.test(url) ? ["--globoff"] : []),
    `--url ${quotedPlainly(url)}`,
    ...keyHeaders.map((name) => `--header "${name}: $AMPS_API_KEY"`),
    ...headersOf(request).map(
      ([name, value]) => `--header ${headerWord(name, value, quotedPlainly)}`,
    ),
    ...(body === undefined ? [] : [dataOf(body)]),
  ].join(" \\\n  ");
}

/** Of other text than JSON, curl would take a leading @ for the name of a file. */
const dataOf = ({ type, text, value }: NonNullable<CaseRequest["body"]>): string =>
  isJson(type)
    ? `--data ${quotedPlainly(JSON.stringify(value, null, 2))}`
    : `--data-raw ${quotedPlainly(text)}`;
