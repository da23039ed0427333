import { type Figure, figuresOf, median, type Table } from "../figures.ts";

/** What a server did in one round. Times are in milliseconds. */
export interface Round {
  /** Answers per second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Which part of one processor its process took; undefined where that cannot be known. */
  readonly busy: number | undefined;
  /** Likewise of the load generator. */
  readonly generator: number;
}

/** A server, and what it did. */
export interface Measured {
  readonly id: string;
  readonly label: string;
  readonly rounds: readonly Round[];
  /** The lowest ratio to Prism that is wanted. */
  readonly wanted?: number;
}

/** Answers per second beside Prism's, and beside those of the bare server. */
export function loadTable(title: string, all: readonly Measured[]): Table {
  const figures = figuresOf(
    all.map((one) => ({ ...one, values: one.rounds.map(({ rate }) => rate) })),
    "prism",
    "calls/s",
  );
  return {
    title,
    unit: "calls/s",
    figures: figures.map((figure, index) => {
      const rounds = all[index]?.rounds ?? [];
      return {
        ...figure,
        also: {
          p50: took(rounds.map(({ p50 }) => p50)),
          p99: took(rounds.map(({ p99 }) => p99)),
          server: busyOf(rounds.map(({ busy }) => busy)),
          generator: busyOf(rounds.map(({ generator }) => generator)),
          "of bare": ratioTo("bare", figure, figures).toFixed(2),
        },
      };
    }),
  };
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
  const shown = Number.isInteger(bound) ? Math.round(value) : value.toFixed(2);
  return `${what}: ${shown}, wanted ${sign} ${bound}: ${met ? "met" : "missed"}.`;
}

const took = (values: readonly number[]): string => `${median(values).toFixed(1)} ms`;

function busyOf(shares: readonly (number | undefined)[]): string {
  const known = shares.filter((share) => share !== undefined);
  return known.length === 0 ? "" : `${Math.round(median(known) * 100)} %`;
}
