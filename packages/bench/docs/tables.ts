import { type Figure, figuresOf, median, type Table } from "../figures.ts";
import type { Load } from "./load.ts";

/** A page, and how it loaded, time after time. */
export interface LoadedPage {
  readonly id: string;
  readonly label: string;
  readonly loads: readonly Load[];
}

/** What is wanted of ours: beside the fastest of the others, and beside plain Redocly. */
const WANTED = { painted: 1, bytesBefore: 0.1 };

/** First paint and time to interactive beside the fastest of the others; bytes beside plain Redocly. */
export function tablesOf(device: string, pages: readonly LoadedPage[]): readonly Table[] {
  const others = pages.filter(({ id }) => id !== "ours");
  const fastest = (of: (load: Load) => number): string =>
    others.toSorted((a, b) => median(a.loads.map(of)) - median(b.loads.map(of)))[0]?.id ?? "";
  const series = (of: (load: Load) => number, wanted?: number) =>
    pages.map(({ id, label, loads }) => ({
      id,
      label,
      values: loads.map(of),
      ...(id === "ours" && wanted !== undefined && { wanted }),
    }));
  const painted = (load: Load): number => load.painted;
  const interactive = (load: Load): number => load.interactive;
  // The page that is wanted to be beaten is plain Redocly's as a whole: its script is a part of it.
  const plain = pages.filter(({ id }) => id === "redocly");
  const bytes = figuresOf(
    [
      ...series(({ bytesBefore }) => bytesBefore, WANTED.bytesBefore),
      ...plain.map(({ label, loads }) => {
        return {
          id: "whole",
          label: `${label}, the whole page`,
          values: loads.map((one) => one.bytes),
        };
      }),
    ],
    "whole",
    "B",
  );
  return [
    {
      title: `${device}: first contentful paint, beside the fastest of the others`,
      unit: "ms",
      figures: figuresOf(series(painted, WANTED.painted), fastest(painted)),
    },
    {
      title: `${device}: time to interactive, beside the fastest of the others`,
      unit: "ms",
      figures: figuresOf(series(interactive), fastest(interactive)),
    },
    {
      title: `${device}: bytes before the first contentful paint, beside the whole of plain Redocly's page`,
      unit: "B",
      figures: bytes.map((figure, index): Figure => {
        const loads = pages[index]?.loads;
        if (loads === undefined) return figure;
        return {
          ...figure,
          also: {
            "all bytes": Math.round(median(loads.map((one) => one.bytes))).toLocaleString("en"),
            requests: String(median(loads.map(({ requests }) => requests))),
          },
        };
      }),
    },
  ];
}
