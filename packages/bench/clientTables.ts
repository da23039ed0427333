import type { Weight } from "./bundleContestant.ts";
import { figuresOf, type Series, type Table } from "./figures.ts";

/**
 * What a client does, unless told otherwise, when a GET is answered 503 with `Retry-After`: gives
 * up, or tries again, either at once or when it was told to.
 */
export type Retrying = "no" | "at once" | "as told";

/** A client's size, and whether it retries. */
export interface Weighed {
  readonly id: string;
  readonly label: string;
  readonly weight: Weight;
  readonly retries: Retrying;
  /** The highest ratio to the baseline that is wanted. */
  readonly wanted?: number;
}

/** Calls per second, and what one call takes. */
export function rateTable(title: string, series: readonly Series[], baseline: string): Table {
  const figures = figuresOf(series, baseline, "calls/s").map((figure) => ({
    ...figure,
    also: { "per call": `${(1e6 / figure.median).toFixed(1)} µs` },
  }));
  return { title: `Calls per second ${title}`, unit: "calls/s", figures };
}

/** Compressed sizes, with the sizes before that, and who retries. */
export function sizeTable(all: readonly Weighed[], baseline: string): Table {
  const series = all.map((one) => ({ ...one, values: [one.weight.compressed] }));
  const figures = figuresOf(series, baseline, "B").map((figure, index) => ({
    ...figure,
    also: {
      minified: `${all[index]?.weight.minified.toLocaleString("en") ?? ""} B`,
      retries: all[index]?.retries ?? "",
    },
  }));
  return { title: "Size, minified and gzipped", unit: "B", figures };
}

/** In one line, whether a client is smaller than every other that retries. */
export function whetherSmallest(all: readonly Weighed[], id: string): string {
  const own = all.find((one) => one.id === id);
  if (own === undefined) throw new RangeError(`There is no client "${id}" to compare.`);
  const others = all.filter((one) => one.id !== id && one.retries !== "no");
  const smaller = others.filter(({ weight }) => weight.compressed <= own.weight.compressed);
  const list = (some: readonly Weighed[]): string =>
    some.map(({ label, retries }) => `${label} (${retries})`).join(", ");
  if (smaller.length === 0) {
    return `Smaller than every other that retries: met. The others: ${list(others) || "none"}.`;
  }
  return `Smaller than every other that retries: missed. No larger: ${list(smaller)}.`;
}
