import { type Figure, figuresOf, median, type Table } from "../figures.ts";

/** What a server did in one turn. Times are in milliseconds. */
export interface Turn {
  readonly answers: number;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p99: number;
  /** The time of a processor that its process took; undefined where that cannot be known. */
  readonly busy: number | undefined;
  /** Likewise of the load generator. */
  readonly generator: number;
}

/** A server, and what it did: a run is several turns. */
export interface Measured {
  readonly id: string;
  readonly label: string;
  readonly runs: readonly (readonly Turn[])[];
  /** The lowest ratio to Prism that is wanted. */
  readonly wanted?: number;
}

/** Answers per second beside Prism's, and beside those of the bare server. */
export function loadTable(title: string, all: readonly Measured[]): Table {
  const figures = figuresOf(
    all.map((one) => ({ ...one, values: one.runs.map(rateOf) })),
    "prism",
    "calls/s",
  );
  return {
    title,
    unit: "calls/s",
    figures: figures.map((figure, index) => {
      const turns = all[index]?.runs.flat() ?? [];
      return {
        ...figure,
        also: {
          p50: took(turns.map(({ p50 }) => p50)),
          p99: took(turns.map(({ p99 }) => p99)),
          server: partOf(turns, ({ busy }) => busy),
          generator: partOf(turns, ({ generator }) => generator),
          "of bare": ratioTo("bare", figure, figures).toFixed(2),
        },
      };
    }),
  };
}

/** Answers per second of a run. */
function rateOf(turns: readonly Turn[]): number {
  const sum = (of: (turn: Turn) => number): number => turns.reduce((all, one) => all + of(one), 0);
  return (sum(({ answers }) => answers) * 1000) / sum(({ milliseconds }) => milliseconds);
}

/** The ratio of one's median to another's. */
export function ratioTo(id: string, { median: own }: Figure, figures: readonly Figure[]): number {
  const other = figures.find((figure) => figure.id === id);
  if (other === undefined) throw new RangeError(`There is no series "${id}" to compare with.`);
  return own / other.median;
}

/** How many milliseconds it takes from the start of the process until it has answered. */
export function startTable(
  series: readonly { id: string; label: string; values: readonly number[] }[],
): Table {
  return {
    title: "From the start to the first answer",
    unit: "ms",
    figures: figuresOf(series, "memory"),
  };
}

/** In one line, whether a figure is on the right side of a bound. */
export function verdictOf(what: string, value: number, sign: "≤" | "≥", bound: number): string {
  const met = sign === "≤" ? value <= bound : value >= bound;
  const shown = value.toFixed(Number.isInteger(bound) ? 1 : 3);
  return `${what}: ${shown}, wanted ${sign} ${bound}: ${met ? "met" : "missed"}.`;
}

const took = (values: readonly number[]): string => `${median(values).toFixed(1)} ms`;

/** Which part of one processor something took. */
function partOf(turns: readonly Turn[], of: (turn: Turn) => number | undefined): string {
  const known = turns.flatMap((turn) => {
    const cpu = of(turn);
    return cpu === undefined ? [] : [cpu / turn.milliseconds];
  });
  return known.length === 0 ? "" : `${Math.round(median(known) * 100)} %`;
}
