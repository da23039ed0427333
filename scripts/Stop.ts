/** Ends a command with a message for people instead of a stack trace. */
export class Stop extends Error {
  override name = "Stop" as const;
  /** 1: it went wrong; 2: it was called in a wrong way. */
  readonly exitCode: number;

  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
