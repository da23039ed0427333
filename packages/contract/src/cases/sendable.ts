import type { Parameter } from "../contract/Contract.ts";

/**
 * Whether a text arrives as it is sent. In a path, `.` and `..` mean another path; a header loses the
 * spaces around its value, and has no line breaks.
 */
export function sendable({ in: where }: Pick<Parameter, "in">, text: string): boolean {
  if (where === "path") return !["", ".", ".."].includes(text);
  return where === "query" || /^[!-~](?:[ -~]*[!-~])?$/.test(text);
}
