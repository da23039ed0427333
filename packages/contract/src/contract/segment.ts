/** A key as a segment of a JSON Pointer. */
export const escapeSegment = (key: string): string =>
  key.replaceAll("~", "~0").replaceAll("/", "~1");

/** The keys that a JSON Pointer leads through; of one as a fragment (`#/paths`), `#` is not among them. */
export const keysOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
