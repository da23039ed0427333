import type { KnownErrorCode, RequestIssue } from "@ev-charger/types";

/** An error of the API, to be answered with the status that the contract gives its code. */
export class Refusal extends Error {
  override readonly name = "Refusal" as const;
  readonly code: KnownErrorCode;
  readonly details: object | undefined;
  /** Headers that go with it. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: KnownErrorCode,
    message: string,
    {
      details,
      headers = {},
      cause,
    }: { details?: object; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

/** What breaks the contract in a request; at least one issue. */
export function invalid(issues: readonly RequestIssue[], cause?: unknown): Refusal {
  const [first] = issues;
  const where = first?.in ?? "request";
  const message =
    first === undefined || first.field === ""
      ? `The ${where} ${first?.message ?? "is not valid"}.`
      : `The ${where} is not valid: ${first.field} ${first.message}.`;
  return new Refusal("INVALID_REQUEST", message, { details: { issues }, cause });
}
