import { createHash } from "node:crypto";

/**
 * The first line of a generated file: what it was made from, so that nobody edits it.
 *
 * @param name what people call the source
 * @param source the source's text, of which the line shows a hash
 */
export function generatedHeader(name: string, source: string): string {
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 12);
  return `// Generated from ${name} (sha256 ${hash}). Do not edit.\n`;
}
