import type { Table } from "./figures.ts";

/** How a comparison is to be run. */
export interface ComparisonOptions {
  /** How many measurements of each thing count. */
  readonly runs: number;
  /** Whether one more is made first, which does not count. */
  readonly warmUp: boolean;
  /** Whether it also shows where the time goes; only for one that `profiles`. */
  readonly profile: boolean;
  /** When it is aborted, the comparison stops what it started, cleans up and rejects. */
  readonly signal: AbortSignal;
  /** Tells the person who waits what is going on, in one line. */
  progress(this: void, line: string): void;
}

/** What a comparison found. */
export interface Report {
  readonly tables: readonly Table[];
  /** What else it found, as text for the terminal. */
  readonly texts?: readonly string[];
  /** What could not be measured, and why. */
  readonly notMeasured: readonly NotMeasured[];
  /** What a reader has to know to judge the figures. */
  readonly notes: readonly string[];
}

/** Something that could not be measured. */
export interface NotMeasured {
  readonly label: string;
  readonly reason: string;
  /** True when it ran and failed; false when it could not be had. */
  readonly failed: boolean;
}

/** A bench: what `pnpm bench <name>` runs. */
export interface Comparison {
  /** What it compares, in one line. */
  readonly summary: string;
  /** Whether it can show where the time goes. Default: false. */
  readonly profiles?: boolean;
  /** @throws Error when something that the comparison needs does not run */
  run(options: ComparisonOptions): Promise<Report>;
}
