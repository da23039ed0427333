import { instantOf } from "../domain/Clock.ts";
import { invalid } from "./Refusal.ts";

/** The header in which a sandbox key may say what time it is for one request. */
export const NOW_HEADER = "x-sandbox-now";

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A time ahead, such as `+90m`, `-2h` or `+1.5d`, in ms; undefined when the text is none. */
export function shiftOf(text: string): number | undefined {
  const [, sign, amount, unit = ""] =
    /^([+-])(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text) ?? [];
  if (amount === undefined) return undefined;
  return Math.round((sign === "-" ? -1 : 1) * Number(amount) * (UNITS[unit] ?? 1));
}

/**
 * Reads the header: an instant, or how far it is from the time that it would be without it.
 *
 * @throws Refusal `INVALID_REQUEST` saying what it may be.
 */
export function readNow(header: string, now: number): number {
  const shift = shiftOf(header);
  try {
    return shift === undefined ? instantOf(header) : instantOf(new Date(now + shift));
  } catch (error) {
    const message =
      "is an instant in UTC such as 2026-05-07T09:24:10.000Z, or a time ahead such as +90m or -2h";
    throw invalid([{ in: "header", field: NOW_HEADER, message }], error);
  }
}
