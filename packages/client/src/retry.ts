import { type EvChargerError, propertyOf } from "./EvChargerError.ts";
import type { CallResult } from "./Middleware.ts";

/** The codes that say in Node and Bun that no connection came about: the server has seen nothing. */
const NEVER_REACHED = /REFUSED|EAI_AGAIN|ENOTFOUND|CONNECT_TIMEOUT/i;

/** Deno has no code. In its messages only this cannot come from the URL, which has no blanks. */
const DENO_NEVER_REACHED = ": client error (Connect)";

/**
 * Whether a request may be sent again after what came of it. What changes something each time is only
 * repeated when it surely was not carried out.
 */
export function mayRepeat(method: string, outcome: CallResult | EvChargerError): boolean {
  const { status } = outcome;
  if (status === 429) return true;
  const code = "code" in outcome ? outcome.code : "";
  if (method === "POST" || method === "PATCH") {
    return code === "CONNECTION_FAILED" && neverReached(propertyOf(outcome, "cause"));
  }
  if (status !== undefined) return status === 408 || status >= 500;
  return code === "CONNECTION_FAILED" || code === "TIMEOUT";
}

function neverReached(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause, message } = error;
  return (
    NEVER_REACHED.test(String(propertyOf(error, "code"))) ||
    message.includes(DENO_NEVER_REACHED) ||
    neverReached(cause)
  );
}

/** How long an answer asks to wait, in milliseconds; undefined when it does not. */
export function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get("retry-after") ?? "";
  // By the server's own clock, as this one may go differently.
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const wait = /^[a-z]/i.test(value) ? Date.parse(value) - now : parseFloat(value) * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** How long to wait after an attempt, in milliseconds: exponential up to 8 s, with full jitter. */
export function backoff(attempt: number): number {
  return Math.random() * Math.min(8_000, 250 * 2 ** attempt);
}

/** As many retries of a client may fail in a row, so that it does not multiply an outage. */
export const RETRY_TOKENS = 20;
