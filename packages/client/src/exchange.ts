import { AbortError } from "./AbortError.ts";
import { around } from "./around.ts";
import { attemptOnce } from "./attemptOnce.ts";
import { infoOf, type OngoingCall } from "./OngoingCall.ts";
import { asItIs, bounded, LONGEST_TIMER, pause } from "./bounded.ts";
import { buildRequest } from "./buildRequest.ts";
import { deprecationOf } from "./deprecationOf.ts";
import { EvChargerError } from "./EvChargerError.ts";
import { logFields } from "./logFields.ts";
import type { CallContext, CallResult } from "./Middleware.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";
import { backoff, mayRepeat, RETRY_TOKENS } from "./retry.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./Target.ts";
import { TimeoutError } from "./TimeoutError.ts";

/**
 * Carries out a call, its middleware included.
 *
 * @throws EvChargerError when the API did not answer, and whatever a middleware throws.
 */
export function exchange(
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
  const ends = performance.now() + totalTimeout;
  if (layers.length === 0) return repeat(call, signals, onAbort, ends);
  // What a middleware does, or waits for, ends in time as well.
  return bounded(signals, totalTimeout, onAbort, timeoutOf(call, "totalTimeout"), (signal) =>
    around(layers, context, () => repeat(call, [signal], asItIs, ends)),
  );
}

const timeoutOf = (call: OngoingCall, option: "timeout" | "totalTimeout") => (): TimeoutError => {
  const problem = `got no complete answer in time. Raise ${option}, now ${call.settings[option]} ms.`;
  return new TimeoutError(problem, infoOf(call));
};

/** The error, if it is one of this client. */
function ownError(error: unknown): EvChargerError {
  if (error instanceof EvChargerError) return error;
  throw error;
}

/** Sends a request until there is an answer that is worth keeping, or nothing more to hope for. */
async function repeat(
  call: OngoingCall,
  signals: readonly AbortSignal[],
  onAbort: (reason: unknown) => unknown,
  ends: number,
): Promise<CallResult> {
  const { target, context } = call;
  const { logger, retries, timeout } = call.settings;
  const { method, path } = context;
  // What a success gives back: what its retries took, and a little more.
  let taken = 0.1;
  for (let attempt = 1; ; attempt += 1) {
    const started = performance.now();
    const left = ends - started;
    const onTimeout = timeoutOf(call, left < timeout ? "totalTimeout" : "timeout");
    const outcome = await bounded(signals, Math.min(timeout, left), onAbort, onTimeout, (signal) =>
      attemptOnce(call, attempt, signal),
    ).catch(ownError);

    const now = performance.now();
    const { status } = outcome;
    const repeatable = attempt <= retries && mayRepeat(method, outcome);
    const wait = repeatable ? (outcome.retryAfter ?? backoff(attempt)) : Infinity;
    const again =
      wait < Math.min(ends - now, LONGEST_TIMER) &&
      // A server that limits its rate is up: that is no outage.
      (status === 429 || target.tokens >= 1);
    const failed = outcome instanceof EvChargerError;
    const deprecation = logger.warn && deprecationOf(call, outcome);
    // Nothing of it is made when there is nobody to tell.
    logger[again || deprecation ? "warn" : "debug"]?.(
      `${method} ${path} ${status ?? (failed && outcome.code)}${again ? `, again in ${Math.round(wait)} ms` : ""}${deprecation ? `, deprecated until ${deprecation.sunset ?? "further notice"}` : ""}`,
      {
        ...logFields(call, outcome),
        attempt,
        duration: now - started,
        wait: again ? wait : undefined,
        deprecation,
      },
    );
    if (again) {
      if (status !== 429) {
        target.tokens -= 1;
        taken += 1;
      }
      await pause(wait, signals, onAbort);
      continue;
    }
    if (failed) throw outcome;
    if (outcome.status < 500 && status !== 429)
      target.tokens = Math.min(target.tokens + taken, RETRY_TOKENS);
    return outcome;
  }
}
