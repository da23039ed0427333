import type { Operation } from "./prism.ts";

/**
 * The header that says from when on a deprecated operation may be removed (RFC 8594). Prism itself says
 * `Deprecation: true`, as servers did before RFC 9745; since when, the contract does not say.
 */
export function sunsetHeader({ deprecated, extensions }: Operation): Record<string, string> {
  const day = extensions?.["x-sunset"];
  if (deprecated !== true || typeof day !== "string" || Number.isNaN(Date.parse(day))) return {};
  return { Sunset: new Date(day).toUTCString() };
}
