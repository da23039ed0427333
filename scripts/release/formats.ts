import { stripVTControlCharacters, styleText } from "node:util";
import { escapeHtml } from "../../packages/docs/src/site/escapeHtml.ts";
import type { Level } from "../versions.ts";
import type { Row } from "./rowsOf.ts";

/** What a comparison with the last release found. */
export interface Found {
  /** The version that today's contract is compared with. */
  readonly since: string;
  /** What the changes ask of the next version. */
  readonly demand: Level;
  readonly rows: readonly Row[];
}

const HEADINGS = ["Impact", "Operation", "What changed", "From", "To", "Migrate"] as const;

const cellsOf = ({ impact, operation, what, from, to, migrate }: Row): readonly string[] =>
  [impact, operation, what, from, to, migrate].map(inOneLine);

/** What the table is about, as a sentence. */
export const summaryOf = ({ since, demand, rows }: Found): string =>
  demand === "none"
    ? `The contract is as it was released as ${since}.`
    : `${rows.length} ${rows.length === 1 ? "change" : "changes"} since ${since}, a ${demand} version.`;

/** The ways in which a comparison can be shown. */
export const FORMATS = {
  text,
  markdown,
  html,
  json: ({ since, demand, rows }: Found) =>
    JSON.stringify(
      {
        since,
        demand,
        changes: rows.map((row) => ({
          ...row,
          operation: unmarked(row.operation),
          what: unmarked(row.what),
          from: unmarked(row.from),
          to: unmarked(row.to),
          migrate: unmarked(row.migrate),
        })),
      },
      null,
      2,
    ),
} satisfies Readonly<Record<string, (found: Found) => string>>;

const COLOURS = { major: "red", minor: "yellow", patch: "gray" } as const;

function text(found: Found): string {
  const table = [HEADINGS, ...found.rows.map(cellsOf)].map((cells) => cells.map(unmarked));
  const widths = HEADINGS.map((_heading, at) =>
    Math.max(...table.map((cells) => cells[at]?.length ?? 0)),
  );
  const lines = table.map((cells, at) => {
    const row = found.rows[at - 1];
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return `  ${row === undefined ? styleText("bold", line) : styleText(COLOURS[row.impact], line)}`;
  });
  const shown = found.rows.length === 0 ? [] : ["", ...lines];
  return [summaryOf(found), ...shown.map((line) => line.trimEnd())].join("\n");
}

function markdown(found: Found): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = found.rows.map((row) =>
    line(cellsOf(row).map((cell) => cell.replaceAll("|", "\\|"))),
  );
  const table = [line(HEADINGS), line(HEADINGS.map(() => "---")), ...rows];
  return [summaryOf(found), ...(rows.length === 0 ? [] : ["", ...table])].join("\n");
}

function html(found: Found): string {
  const marked = (cell: string): string =>
    escapeHtml(cell).replaceAll(/`([^`]*)`/gu, "<code>$1</code>");
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${marked(cell)}</${tag}>`).join("")}</tr>`;
  const rows = found.rows.map((row) => line("td", cellsOf(row)));
  const table = `<table>\n<thead>${line("th", HEADINGS)}</thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Changes of the contract since ${escapeHtml(found.since)}</title>
<p>${escapeHtml(summaryOf(found))}</p>
${rows.length === 0 ? "" : `${table}\n`}</html>`;
}

const inOneLine = (cell: string): string => stripVTControlCharacters(cell).replaceAll(/\s+/gu, " ");

const unmarked = (cell: string): string => inOneLine(cell).replaceAll("`", "");
