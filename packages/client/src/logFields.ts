import type { OngoingCall } from "./OngoingCall.ts";
import type { EvChargerError } from "./EvChargerError.ts";
import { hideInText } from "./hide.ts";
import type { LogFields } from "./Logger.ts";
import type { CallResult } from "./Middleware.ts";

/** Headers that say how an answer came about, and nothing about whom it is for. */
const HARMLESS = ["content-length", "content-type", "date", "retry-after"];

/** What a logger is told of an attempt, without the API keys, which an answer may repeat. */
export function logFields(
  { context, keys }: OngoingCall,
  outcome: CallResult | EvChargerError,
): Omit<LogFields, "attempt" | "duration" | "wait" | "deprecation"> {
  const { operationId, method, path } = context;
  const { status } = outcome;
  const { requestId } = outcome;
  const headers: Record<string, string> = {};
  for (const name of HARMLESS) {
    const value = "response" in outcome ? outcome.response.headers.get(name) : null;
    if (value !== null) headers[name] = hideInText(value, keys);
  }
  return { operationId, method, path, status, requestId, headers };
}
