import type { Json } from "./Json.ts";

/** From when on a deprecated operation may be removed, as a date of HTTP; undefined when it is to stay. */
export function sunsetOf({ deprecated, "x-sunset": day }: Json): string | undefined {
  if (deprecated !== true || typeof day !== "string") return undefined;
  const time = Date.parse(day);
  return Number.isNaN(time) ? undefined : new Date(time).toUTCString();
}
