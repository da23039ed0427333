import { figuresOf, median, type Table } from "../figures.ts";
import type { Done } from "./Order.ts";

/** What each run of one server took. */
export interface Verified {
  readonly label: string;
  /** To verify it. */
  readonly verify: readonly Done[];
  /** To send the same requests to it. */
  readonly send: readonly Done[];
}

/** How long it takes to verify a server, beside sending the same requests with plain `fetch`. */
export function verifiedTable({ label, verify, send }: Verified, cases: number): Table {
  const series = [
    { id: "verify", label: `verify, ${cases.toLocaleString("en")} cases drawn`, runs: verify },
    { id: "send", label: "plain fetch, the same requests", runs: send },
  ];
  const figures = figuresOf(
    series.map(({ runs, ...one }) => ({
      ...one,
      values: runs.map(({ milliseconds }) => milliseconds),
    })),
    "send",
  );
  return {
    title: `In all: ${label}`,
    unit: "ms",
    figures: figures.map((figure, index) => {
      const runs = series[index]?.runs ?? [];
      return {
        ...figure,
        also: {
          requests: rounded(median(runs.map(({ count }) => count))),
          "a second": rounded(median(ratesOf(runs))),
        },
      };
    }),
  };
}

/** Cases a second without the network: drawn, judged, and both one after the other. */
export function aloneTable(draw: readonly Done[], judge: readonly Done[]): Table {
  const both = draw.map(({ count, milliseconds }, index) => {
    const { count: judged = 0, milliseconds: judging = 0 } = judge[index] ?? {};
    // Of each case what it takes to draw it, and to judge its answer.
    return 1_000 / (milliseconds / count + judging / judged);
  });
  const series = [
    { id: "both", label: "drawn and judged", values: both },
    { id: "draw", label: "drawn", values: ratesOf(draw) },
    { id: "judge", label: "judged", values: ratesOf(judge) },
  ];
  return {
    title: "Cases a second, without the network",
    unit: "calls/s",
    figures: figuresOf(series, "both", "calls/s"),
  };
}

/** The median of a series, to be judged. */
export function medianOf({ figures }: Table, id: string): number {
  const figure = figures.find((one) => one.id === id);
  if (figure === undefined) throw new RangeError(`There is no series "${id}" in the table.`);
  return figure.median;
}

const ratesOf = (runs: readonly Done[]): number[] =>
  runs.map(({ count, milliseconds }) => (count * 1_000) / milliseconds);

const rounded = (value: number): string => Math.round(value).toLocaleString("en");
