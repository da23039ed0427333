/**
 * The JSDoc tag of what the contract deprecates, with its day (`x-sunset`) when there is one; undefined
 * when it is not deprecated. Editors strike out what has it.
 */
export function deprecatedTag(node: Record<string, unknown>): string | undefined {
  if (node["deprecated"] !== true) return undefined;
  const sunset = node["x-sunset"];
  // Whatever else stands there could end the comment.
  return typeof sunset === "string" && /^\d{4}-\d{2}-\d{2}$/.test(sunset)
    ? `@deprecated May be removed from ${sunset} on.`
    : "@deprecated";
}
