/** A table in markdown. A cell may be several lines, and have bars in it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

const cell = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s*\n\s*/gu, " ")
    .replaceAll(/\\?\|/gu, String.raw`\|`);
