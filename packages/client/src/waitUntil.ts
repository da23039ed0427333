import { AbortError } from "./AbortError.ts";
import { asItIs, bounded, pause } from "./bounded.ts";
import type { CallOptions } from "./CallOptions.ts";
import { isRecord } from "./isRecord.ts";
import type { OperationDefinition, WaitDefinition } from "./OperationDefinition.ts";
import { atLeast, settingsOf } from "./settings.ts";
import { TimeoutError } from "./TimeoutError.ts";

/** What a wait takes, besides what any call does. */
export interface WaitOptions extends Omit<CallOptions, "timeout" | "totalTimeout"> {
  /** For the whole wait, in milliseconds. Default: 60,000. */
  readonly timeout?: number | undefined;
  /** Between two questions, in milliseconds. Default: 1,000. */
  readonly interval?: number | undefined;
}

/**
 * Asks an operation again and again, until its result has come to its end.
 *
 * @throws TimeoutError when it has not in time; whatever the operation's call throws.
 */
export async function waitUntil(
  { parameter, property, until }: WaitDefinition,
  { method, path }: OperationDefinition,
  ask: (request: unknown, options: CallOptions) => Promise<unknown>,
  id: unknown,
  { timeout = 60_000, interval = 1_000, ...options }: WaitOptions,
  client: CallOptions,
): Promise<unknown> {
  atLeast(1, "timeout", timeout);
  atLeast(1, "interval", interval);
  const { signals } = settingsOf(client, options);
  const ends = performance.now() + timeout;
  const info = { method, path, attempts: 0 };
  return bounded(
    signals,
    timeout,
    (cause) => new AbortError("was aborted; see cause.", { ...info, cause }),
    () => new TimeoutError(`has no final ${property} yet. Raise timeout, now ${timeout} ms.`, info),
    async (signal) => {
      for (;;) {
        // A moment longer than the wait itself, which has more to say when its time is over.
        const totalTimeout = Math.max(1, ends - performance.now() + 9);
        const request = { path: { [parameter]: id } };
        info.attempts += 1;
        const result = await ask(request, { ...options, signal, totalTimeout });
        const value = isRecord(result) ? result[property] : undefined;
        if (typeof value === "string" && until.includes(value)) return result;
        await pause(interval, [signal], asItIs);
      }
    },
  );
}
