import { AbortError } from "./AbortError.ts";
import { around } from "./around.ts";
import { attemptOnce } from "./attemptOnce.ts";
import { infoOf, type OngoingCall } from "./OngoingCall.ts";
import { asItIs, bounded, LONGEST_TIMER, pause } from "./bounded.ts";
import { buildRequest } from "./buildRequest.ts";
import { EvChargerError } from "./EvChargerError.ts";
import { logFields } from "./logFields.ts";
import type { CallContext, CallResult } from "./Middleware.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";
import { backoff, mayRepeat } from "./retry.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./Target.ts";
import { TimeoutError } from "./TimeoutError.ts";

/**
 * Carries out a call, its middleware included.
 *
 * @throws EvChargerError when the API did not answer, and whatever a middleware throws.
 */
export async function exchange(
  target: Target,
  operation: OperationDefinition,
  context: CallContext,
  settings: Settings,
): Promise<CallResult> {
  const { signals, totalTimeout, middleware } = settings;
  const call: OngoingCall = {
    target,
    operation,
    context,
    settings,
    sent: 0,
    keys: new Set(),
    request: buildRequest(context, target.baseUrl, settings),
  };
  const layers = middleware.map((one) => one.call?.bind(one));
  const onAbort = (cause: unknown): AbortError =>
    new AbortError("was aborted; see cause.", { ...infoOf(call), cause });
  return bounded(signals, totalTimeout, onAbort, timeoutOf(call, "totalTimeout"), (signal) =>
    around(layers, context, () => repeat(call, signal)),
  );
}

const timeoutOf = (call: OngoingCall, option: "timeout" | "totalTimeout") => (): TimeoutError => {
  const problem = `got no complete answer in time. Raise ${option}, now ${call.settings[option]} ms.`;
  return new TimeoutError(problem, infoOf(call));
};

/** Sends a request until there is an answer that is worth keeping, or nothing more to hope for. */
async function repeat(call: OngoingCall, signal: AbortSignal): Promise<CallResult> {
  const { target, context } = call;
  const { logger, retries, timeout, totalTimeout } = call.settings;
  const { method, path } = context;
  const ends = performance.now() + totalTimeout;
  for (let attempt = 1; ; attempt += 1) {
    const started = performance.now();
    const outcome = await bounded(
      [signal],
      timeout,
      asItIs,
      timeoutOf(call, "timeout"),
      (ownSignal) => attemptOnce(call, attempt, ownSignal),
    ).catch((error: unknown) => {
      if (error instanceof EvChargerError) return error;
      throw error;
    });

    const now = performance.now();
    const { status, retryAfter = backoff(attempt) } = outcome;
    const failed = outcome instanceof EvChargerError;
    const line = () => `${method} ${path} ${status ?? (failed ? outcome.code : "")}`;
    // Made only for those who want to know.
    const fields = () => logFields(call, outcome, attempt, now - started);
    logger.debug?.(line(), fields());
    const again =
      mayRepeat(method, outcome) &&
      attempt <= retries &&
      retryAfter < Math.min(ends - now, LONGEST_TIMER) &&
      // A server that limits its rate is up: that is no outage.
      (status === 429 || target.quota.take());
    if (!again) {
      if (failed) throw outcome;
      if (outcome.status < 500) target.quota.give(attempt);
      return outcome;
    }
    logger.warn?.(`${line()}, again in ${Math.round(retryAfter)} ms`, {
      ...fields(),
      wait: retryAfter,
    });
    await pause(retryAfter, signal);
  }
}
