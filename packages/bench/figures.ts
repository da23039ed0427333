/** Repeated measurements of one thing, in milliseconds, and what is wanted of it. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly milliseconds: readonly number[];
  /** The highest ratio to the baseline that is wanted; absent when it only gives orientation. */
  readonly wanted?: number;
}

/** What a series comes to. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly milliseconds: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Median divided by the baseline's median: below 1 is faster than the baseline. */
  readonly ratio: number;
  readonly wanted?: number;
  /** Whether `ratio` is at most `wanted`; absent where nothing is wanted. */
  readonly met?: boolean;
}

/**
 * The middle value; of an even number of values, the mean of the middle two.
 *
 * @throws RangeError when there are no values
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) {
    throw new RangeError("There is no median of no values.");
  }
  return (lower + upper) / 2;
}

/**
 * Medians, spreads, and ratios to the baseline.
 *
 * @param baseline the `id` of the series that the others are compared with
 * @throws RangeError when a series is empty, or none has that id
 */
export function figuresOf(series: readonly Series[], baseline: string): Figure[] {
  const base = series.find(({ id }) => id === baseline);
  if (base === undefined) throw new RangeError(`There is no series "${baseline}" to compare with.`);
  const baseMedian = median(base.milliseconds);
  return series.map(({ id, label, milliseconds, wanted }) => {
    const middle = median(milliseconds);
    const ratio = middle / baseMedian;
    return {
      id,
      label,
      milliseconds,
      median: middle,
      min: Math.min(...milliseconds),
      max: Math.max(...milliseconds),
      ratio,
      ...(wanted === undefined ? {} : { wanted, met: ratio <= wanted }),
    };
  });
}

/** The figures as a table for the terminal, its columns aligned. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ["", "median", "min–max", "ratio", "wanted", ""],
    ...figures.map(({ label, median: middle, min, max, ratio, wanted, met }) => [
      label,
      `${Math.round(middle)} ms`,
      `${Math.round(min)}–${Math.round(max)}`,
      ratio.toFixed(2),
      wanted === undefined ? "" : `≤ ${wanted}`,
      verdict(met),
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths?.[column] ?? 0;
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "met" : "missed";
}
