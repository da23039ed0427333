/**
 * Prism's own type declarations name pino 6, which ships none. This is the part of it that they
 * mention and that Prism calls, so that Prism's types can be checked instead of skipped. It is no
 * `declare module`, which would take the place of another pino wherever this package is imported.
 */
export interface Logger {
  child(bindings: object): Logger;
  debug(...details: unknown[]): void;
  error(...details: unknown[]): void;
  info(...details: unknown[]): void;
  success(...details: unknown[]): void;
  warn(...details: unknown[]): void;
}
export type LoggerOptions = object;
export type DestinationStream = object;
