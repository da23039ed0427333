import type { Count, OperationRow } from "../verify/Verification.ts";
import type { Paint } from "./Paint.ts";
import type { Report } from "./Report.ts";

/** Columns of a terminal; operations that do not fit beside the others come below them. */
const width = 100;

/** The operations by number, then how often each check passed and failed at each of them. */
export function table({ operations, checks }: Report, paint: Paint): string[] {
  const numbered = operations.map((operation, index) => ({ ...operation, number: index + 1 }));
  const names = checks.map(({ name }) => name);
  const first = Math.max(...names.map((name) => name.length));
  const cell = Math.max(
    ...numbered.flatMap((one) => names.map((name) => cellOf(one, name).length)),
  );
  const perBlock = Math.max(1, Math.floor((width - first) / (cell + 2)));
  const blocks = Array.from({ length: Math.ceil(numbered.length / perBlock) }, (_, index) =>
    numbered.slice(index * perBlock, (index + 1) * perBlock),
  );
  return [
    ...legend(operations, paint),
    ...blocks.flatMap((block) => [
      "",
      paint(
        "bold",
        ["check".padEnd(first), ...block.map((one) => String(one.number).padStart(cell))].join(
          "  ",
        ),
      ),
      ...names.map((name) =>
        [
          name.padEnd(first),
          ...block.map((one) =>
            coloured(one.checks[name], cellOf(one, name).padStart(cell), paint),
          ),
        ].join("  "),
      ),
    ]),
    "",
    paint("dim", "7: passed   7 ✗: failed   n/a 7: not held to it   ·: did not apply"),
  ];
}

function legend(operations: readonly OperationRow[], paint: Paint): string[] {
  const rows = operations.map(({ operationId, method, path, cases }, index) => [
    String(index + 1),
    operationId,
    method,
    path,
    String(cases),
  ]);
  const all = [["", "operation", "method", "path", "cases"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  const lines = all.map((row) =>
    row
      .map((text, column) => {
        const isNumber = column === 0 || column === 4;
        return isNumber ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
      })
      .join("  "),
  );
  return lines.map((line, index) => (index === 0 ? paint("bold", line) : line));
}

function cellOf({ checks }: OperationRow, name: string): string {
  const count = checks[name];
  if (count === undefined) return "·";
  if (count.failed > 0) return `${count.failed} ✗`;
  return count.notApplicable > 0 ? `n/a ${count.notApplicable}` : String(count.passed);
}

function coloured(count: Count | undefined, text: string, paint: Paint): string {
  if (count === undefined) return paint("dim", text);
  if (count.failed > 0) return paint("red", text);
  return count.notApplicable > 0 ? paint("yellow", text) : text;
}
