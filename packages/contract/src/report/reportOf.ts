import type { CaseRequest } from "../cases/Case.ts";
import type { Answer } from "../checks/Answer.ts";
import { checks as allChecks } from "../checks/checks.ts";
import { headersOf, urlOf } from "../verify/urlOf.ts";
import type { Verification } from "../verify/Verification.ts";
import { curl } from "./curl.ts";
import type { Report, ReportedAnswer, ReportedRequest } from "./Report.ts";
import { isSecret, scrubber } from "./scrubber.ts";
import { specFile } from "./specFile.ts";

/** Longer bodies of requests help nobody; the command line still sends them whole. */
const longest = 4_000;

export interface ReportOptions {
  readonly apiKey: string;
  /** The environment variable that has the key. */
  readonly apiKeyVariable: string;
  /** Whether it was held to the contract of this repository, whose files can be named. */
  readonly ours: boolean;
}

/** What a run found, as plain data and without the key, even where the server told it. */
export function reportOf(verification: Verification, options: ReportOptions): Report {
  const { apiKey, apiKeyVariable, ours } = options;
  const scrub = scrubber(apiKey, apiKeyVariable);
  return {
    ...verification,
    baseUrl: scrub(verification.baseUrl),
    notes: verification.notes.map(scrub),
    checks: allChecks.map(({ name, what }) => ({ name, what })),
    failures: verification.failures.map(({ requests, answer, ...failure }) => ({
      ...failure,
      case: scrub(failure.case),
      message: scrub(failure.message),
      others: failure.others.map(scrub),
      ...(ours && { file: specFile(failure.pointer) }),
      requests: requests.map((request) =>
        reportedRequest(request, verification.baseUrl, options, scrub),
      ),
      ...(answer && { answer: reportedAnswer(answer, scrub) }),
    })),
  };
}

function reportedRequest(
  request: CaseRequest,
  baseUrl: string,
  { apiKey, apiKeyVariable }: ReportOptions,
  scrub: (text: string) => string,
): ReportedRequest {
  const { method, body, keyHeaders } = request;
  const place = { baseUrl, apiKeyVariable, ...(isSecret(apiKey) && { apiKey }) };
  return {
    method,
    url: scrub(urlOf(request, baseUrl).href),
    headers: {
      ...Object.fromEntries(headersOf(request).map(([name, value]) => [name, scrub(value)])),
      ...Object.fromEntries(keyHeaders.map((name) => [name, `$${apiKeyVariable}`])),
    },
    ...(body && { body: { text: scrub(body.text).slice(0, longest), length: body.text.length } }),
    curl: scrub(curl(request, place)),
  };
}

const reportedAnswer = (
  { status, headers, body }: Answer,
  scrub: (text: string) => string,
): ReportedAnswer => ({
  status,
  headers: Object.fromEntries([...headers].map(([name, value]) => [name, scrub(value)])),
  body: scrub(body),
});
