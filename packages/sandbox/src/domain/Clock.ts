/** What time it is for the sandbox. All that changes of itself is computed from it. */
export class Clock {
  #frozenAt: number | undefined;
  #shift: number;

  /**
   * @param setting an instant at which it stands still (a `Date`, or ISO 8601 in UTC), or how far it
   *   is ahead of the real time, in whole ms or rounded to them. Default: 0, the real time.
   * @throws RangeError when it is not an instant, or leads out of the years 1970 to 9999.
   */
  constructor(setting: Date | string | number = 0) {
    this.#shift = typeof setting === "number" ? moved(0, setting, Date.now()) : 0;
    this.#frozenAt = typeof setting === "number" ? undefined : instantOf(setting);
  }

  /** Milliseconds since 1970 in UTC. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#shift;
  }

  /**
   * Lets it stand still at an instant.
   *
   * @throws RangeError when it is not one.
   */
  set(instant: Date | string): void {
    this.#frozenAt = instantOf(instant);
  }

  /**
   * Puts it forward, or back when negative, by so many ms, rounded to whole ones; it goes on or stands
   * still as before.
   *
   * @throws RangeError when that leads out of the years 1970 to 9999; then it is as before.
   */
  advance(milliseconds: number): void {
    if (this.#frozenAt === undefined) this.#shift = moved(this.#shift, milliseconds, Date.now());
    else this.#frozenAt = moved(this.#frozenAt, milliseconds, 0);
  }

  /** Lets it go with the real time again. */
  release(): void {
    this.#frozenAt = undefined;
    this.#shift = 0;
  }
}

/** The first and the last instant that the API can write with four digits for the year. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 11, 1);

/** A time moved by so many ms, if that is an instant when it is added to another. */
function moved(time: number, by: number, origin: number): number {
  const sum = time + Math.round(by);
  if (origin + sum >= EARLIEST && origin + sum <= LATEST) return sum;
  throw new RangeError(`${by} ms do not lead to an instant between the years 1970 and 9999.`);
}

/**
 * An instant in milliseconds since 1970.
 *
 * @throws RangeError when it is not one, or not between the years 1970 and 9999.
 */
export function instantOf(instant: Date | string): number {
  const text = typeof instant === "string" ? instant : "";
  const time = typeof instant === "string" ? Date.parse(instant) : instant.getTime();
  const isWhole = text === "" || /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text);
  const isRight = isWhole && time >= EARLIEST && time <= LATEST;
  // JavaScript takes the 30th of February for the 2nd of March.
  if (isRight && iso(time).startsWith(text.slice(0, 10))) return time;
  throw new RangeError(
    `${JSON.stringify(instant)} is not an instant. Write it in UTC, such as 2026-05-07T09:24:10.000Z.`,
  );
}

/** So many instants are remembered as they are written; the chargers of a fleet share them. */
const MOST = 10_000;
const written = new Map<number, string>();

/** An instant as the API writes it. */
export function iso(milliseconds: number): string {
  const known = written.get(milliseconds);
  if (known !== undefined) return known;
  const text = new Date(milliseconds).toISOString();
  if (written.size >= MOST) written.clear();
  written.set(milliseconds, text);
  return text;
}
