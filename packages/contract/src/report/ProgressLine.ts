import type { Progress } from "../verify/verify.ts";
import { counted } from "./counted.ts";

/** How often, in milliseconds, a line on a terminal is written anew. */
const interval = 100;

/** What the lines are written to: `process.stderr`, or what is like it. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Says what goes on: on a terminal in one line that changes, elsewhere in a line per phase. */
export class ProgressLine {
  readonly #output: Output;
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;
  #now: Progress;

  constructor(output: Output, phase: string) {
    this.#output = output;
    this.#now = { phase, cases: 0, failures: 0 };
    this.#write();
    if (output.isTTY === true) this.#timer = setInterval(() => this.#write(), interval).unref();
  }

  /** Takes note of a case. */
  readonly update = (progress: Progress): void => {
    const isNew = progress.phase !== this.#now.phase;
    this.#now = progress;
    if (isNew) this.#write();
  };

  /** Takes the line off the terminal. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#output.isTTY === true) this.#output.write("\r\u001B[K");
  }

  #write(): void {
    const { phase, cases, failures } = this.#now;
    const seconds = ((performance.now() - this.#started) / 1_000).toFixed(1);
    const line = `${phase}: ${counted(cases, "case")}, ${counted(failures, "failure")}, ${seconds} s`;
    const { isTTY, columns = 80 } = this.#output;
    // A line that is wrapped cannot be written anew.
    this.#output.write(isTTY === true ? `\r${line.slice(0, columns - 1)}\u001B[K` : `${line}\n`);
  }
}
