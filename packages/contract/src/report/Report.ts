import type { Failure, Verification } from "../verify/Verification.ts";

/** What `--report json` prints: all that a run found, as plain data, and nowhere the key. */
export interface Report extends Omit<Verification, "failures"> {
  /** Every check in the order of the report, with what it holds an answer to. */
  readonly checks: readonly { readonly name: string; readonly what: string }[];
  readonly failures: readonly ReportedFailure[];
}

export interface ReportedFailure extends Omit<Failure, "requests" | "answer"> {
  /** The file of the hand-written contract that `pointer` leads to; of our own contract alone. */
  readonly file?: string;
  /** The requests that lead to it, in order. The ids in them are those that the server gave. */
  readonly requests: readonly ReportedRequest[];
  /** The answer to the last of them; absent when there was none, or it is about the whole run. */
  readonly answer?: ReportedAnswer;
}

export interface ReportedRequest {
  readonly method: string;
  readonly url: string;
  /** Where the key was, there is the name of its environment variable (`$AMPS_API_KEY`). */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when none was sent. */
  readonly body?: {
    /** The first 4,000 characters of it. */
    readonly text: string;
    /** Characters of the whole. */
    readonly length: number;
  };
  /** The command line that sends it again. */
  readonly curl: string;
}

export interface ReportedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly body: string;
}
