import type { CallOptions } from "./CallOptions.ts";
import { defined } from "./defined.ts";
import { refusal } from "./ConfigurationError.ts";
import type { Logger } from "./Logger.ts";
import type { Middleware } from "./Middleware.ts";

/** The options of a client and of a call, merged, with their defaults. */
export interface Settings {
  readonly signals: readonly AbortSignal[];
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly retries: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: NonNullable<CallOptions["fetch"]>;
  readonly logger: Logger;
  readonly middleware: readonly Middleware[];
  /** What else goes to `fetch`, as it is. */
  readonly init: RequestInit;
}

/**
 * Merges what is set for a call with what is set for the client.
 *
 * @throws ConfigurationError for an option that cannot work; it never shows the option's value, which
 *   may be a secret.
 */
export function settingsOf(
  client: CallOptions,
  call: CallOptions = {},
  init: RequestInit = {},
): Settings {
  const settings = {
    timeout: 30_000,
    totalTimeout: 120_000,
    retries: 2,
    logger: {},
    // The global one is looked up at each attempt, so that a test may replace it afterwards.
    fetch: (url: string, request: RequestInit): Promise<Response> => globalThis.fetch(url, request),
    ...defined(client),
    ...defined(call),
    signals: [client.signal, call.signal].filter((signal) => signal !== undefined),
    headers: mergeHeaders({ accept: "application/json" }, client.headers, call.headers),
    middleware: [client.middleware, call.middleware].flatMap((some) => some ?? []),
    init,
  };
  atLeast(1, "timeout", settings.timeout);
  atLeast(1, "totalTimeout", settings.totalTimeout);
  atLeast(0, "retries", settings.retries);
  if (typeof settings.fetch !== "function") throw refusal("fetch", "not a function. Pass one.");
  if (settings.signals.some((signal) => !(signal instanceof AbortSignal))) {
    throw refusal("signal", "not an AbortSignal. Pass one.");
  }
  return settings;
}

/** @throws ConfigurationError when an option is no number, or too small */
export function atLeast(least: number, option: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= least)) {
    throw refusal(option, `not a number of ${least} or more.`);
  }
}

function mergeHeaders(...sources: CallOptions["headers"][]): Record<string, string> {
  const merged = new Headers();
  try {
    for (const source of sources) {
      new Headers(source).forEach((value, name) => merged.set(name, value));
    }
  } catch {
    // The error that is dropped here shows a header's value, which may be a secret.
    throw refusal("headers", "not valid. Pass names with strings.");
  }
  return Object.fromEntries(merged);
}
