/** What is counted: milliseconds, calls per second, or bytes. */
export type Unit = "ms" | "calls/s" | "B";

/** Repeated measurements of one thing, and what is wanted of it. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly values: readonly number[];
  /**
   * The ratio to the baseline that is wanted: the highest of times and sizes, the lowest of rates.
   * Absent when the series only gives orientation.
   */
  readonly wanted?: number;
}

/** What a series comes to. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Median divided by the baseline's median. */
  readonly ratio: number;
  readonly wanted?: number;
  /** Whether `ratio` is on the wanted side of `wanted`; absent where nothing is wanted. */
  readonly met?: boolean;
  /** What else to show beside it, by the heading of its column. */
  readonly also?: Readonly<Record<string, string>>;
}

/** Figures that are compared with one another. */
export interface Table {
  readonly title?: string;
  readonly unit: Unit;
  readonly figures: readonly Figure[];
}

interface Column {
  readonly heading: string;
  cell(this: void, figure: Figure): string;
}

const grouped = new Intl.NumberFormat("en");

/** How values of a unit are shown and judged. */
interface Style {
  /** `≤` where less is better, `≥` where more is. */
  readonly sign: "≤" | "≥";
  readonly suffix: string;
  /** False where the same input makes the same value, so that there is no spread to show. */
  readonly varies: boolean;
  show(this: void, value: number): string;
}

const STYLES: Readonly<Record<Unit, Style>> = {
  ms: { sign: "≤", suffix: " ms", varies: true, show: (value) => `${Math.round(value)}` },
  "calls/s": {
    sign: "≥",
    suffix: "/s",
    varies: true,
    show: (value) => grouped.format(Math.round(value)),
  },
  B: { sign: "≤", suffix: " B", varies: false, show: (value) => grouped.format(value) },
};

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
 * @param unit what the values are: it decides which way a wanted ratio is met. Default: `"ms"`
 * @throws RangeError when a series is empty, or none has that id
 */
export function figuresOf(
  series: readonly Series[],
  baseline: string,
  unit: Unit = "ms",
): Figure[] {
  const base = series.find(({ id }) => id === baseline);
  if (base === undefined) throw new RangeError(`There is no series "${baseline}" to compare with.`);
  const baseMedian = median(base.values);
  return series.map(({ id, label, values, wanted }) => {
    const middle = median(values);
    const ratio = middle / baseMedian;
    return {
      id,
      label,
      values,
      median: middle,
      min: Math.min(...values),
      max: Math.max(...values),
      ratio,
      ...(wanted === undefined
        ? {}
        : { wanted, met: STYLES[unit].sign === "≤" ? ratio <= wanted : ratio >= wanted }),
    };
  });
}

/** The figures as a table for the terminal, its columns aligned. */
export function tableOf({ unit, figures }: Table): string {
  const columns = columnsOf(unit, figures);
  const lines = [
    columns.map(({ heading }) => heading),
    ...figures.map((figure) => columns.map(({ cell }) => cell(figure))),
  ];
  return aligned(lines);
}

/** Lines of cells as text: the first column to the left, the others to the right. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...lines.map((line) => line[at]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function columnsOf(unit: Unit, figures: readonly Figure[]): Column[] {
  const { sign, suffix, varies, show } = STYLES[unit];
  const further = new Set(figures.flatMap(({ also }) => Object.keys(also ?? {})));
  return [
    { heading: "", cell: ({ label }) => label },
    {
      heading: varies ? "median" : "size",
      cell: (figure) => `${show(figure.median)}${suffix}`,
    },
    ...(varies
      ? [{ heading: "min–max", cell: ({ min, max }: Figure) => `${show(min)}–${show(max)}` }]
      : []),
    ...[...further].map((name) => ({
      heading: name,
      cell: ({ also }: Figure) => also?.[name] ?? "",
    })),
    { heading: "ratio", cell: ({ ratio }) => ratio.toFixed(2) },
    {
      heading: "wanted",
      cell: ({ wanted }) => (wanted === undefined ? "" : `${sign} ${wanted}`),
    },
    { heading: "", cell: ({ met }) => verdict(met) },
  ];
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "met" : "missed";
}
