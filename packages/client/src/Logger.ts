/**
 * Where a client tells what it does; `console` will do. Each attempt is told, with a line for people and
 * fields for programs: to `warn` when it will be repeated, or when its answer is the first in this process
 * to say that the operation is deprecated, and else to `debug`. The API key and bodies are in neither.
 * What it throws rejects the call: it must not throw.
 */
export interface Logger {
  debug?(message: string, fields: LogFields): void;
  warn?(message: string, fields: LogFields): void;
}

/** What is told of an attempt. */
export interface LogFields {
  readonly operationId: string;
  readonly method: string;
  /** The path template, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** How long the attempt took, in milliseconds. */
  readonly duration: number;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Those of the answer's headers that are on a list of harmless ones. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the client waits before it tries again, in milliseconds; undefined when it does not. */
  readonly wait: number | undefined;
  /** Only the first time that an answer says it of the operation. */
  readonly deprecation: Deprecation | undefined;
}

/** What an answer says with the headers `Deprecation`, `Sunset` and `Link`, as far as it can be read. */
export interface Deprecation {
  /** Since when the operation is deprecated, as ISO 8601. */
  readonly since: string | undefined;
  /** From when on it may be removed, as ISO 8601. */
  readonly sunset: string | undefined;
  /** Where there is more about it. */
  readonly link: string | undefined;
}
