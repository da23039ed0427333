import type { Case } from "../cases/Case.ts";
import type { Answer } from "../checks/Answer.ts";
import { headersOf, urlOf } from "./urlOf.ts";

export interface Target {
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** Sent where the contract wants a key. */
  readonly apiKey: string;
  /** Milliseconds to wait for the whole answer. Default: 5000. */
  readonly timeout?: number;
}

/** There was no whole answer to a request in time (see `cause`). */
export class UnansweredError extends Error {
  override readonly name = "UnansweredError" as const;
  /** Whether there may have been one later. */
  readonly late: boolean;

  constructor(message: string, { cause, late }: { cause: unknown; late: boolean }) {
    super(message, { cause });
    this.late = late;
  }
}

/**
 * Sends the request of a case with plain `fetch`.
 *
 * @throws UnansweredError naming the case when there is no whole answer in time.
 * @throws TypeError when a part of it cannot be sent.
 */
export async function sendCase(
  { name, request }: Case,
  { baseUrl, apiKey, timeout = 5_000 }: Target,
): Promise<Answer> {
  const { method, body, keyHeaders } = request;
  const url = urlOf(request, baseUrl);
  const headers = new Headers(headersOf(request));
  for (const key of keyHeaders) setKey(headers, key, apiKey);
  const signal = AbortSignal.timeout(timeout);
  try {
    const init = { method, headers, signal, redirect: "manual" as const };
    const response = await fetch(url, body === undefined ? init : { ...init, body: body.text });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (cause) {
    const reason = signal.aborted ? `within ${timeout} ms` : "at all";
    const message = `${name}: ${method} ${url.pathname} was not answered ${reason}.`;
    throw new UnansweredError(message, { cause, late: signal.aborted });
  }
}

/** The platform's own complaint about a value that no header can carry would quote the key. */
function setKey(headers: Headers, name: string, apiKey: string): void {
  try {
    headers.set(name, apiKey);
  } catch {
    throw new TypeError(
      `The API key cannot be sent as the header ${name}: it has a character that no header may have.`,
    );
  }
}
