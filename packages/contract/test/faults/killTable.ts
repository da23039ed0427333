import type { Fault } from "./Fault.ts";

/** A fault, and the names of the checks that caught it. */
export interface Kill {
  readonly fault: Fault;
  readonly caughtBy: readonly string[];
}

/** The page that says which check catches which fault. */
export function killPage(kills: readonly Kill[]): string {
  const rows = kills.map(({ fault, caughtBy }) => {
    const meantFor = fault.meantFor.name;
    const others = caughtBy.filter((name) => name !== meantFor);
    return [meantFor, fault.name, others.join(", ") || "—"];
  });
  const alone = rows.filter(([, , others]) => others === "—").length;
  return `# Which check catches which fault

Each of these ${rows.length} faults was planted in front of the sandbox, which passes without them, one at a
time. All of them are caught by the check that they are meant for, ${alone} by that one alone; without any
one of these checks, at least one fault would live. \`test/faults.test.ts\` holds this page to what it
measures; \`UPDATE_KILLS=1 pnpm exec vitest run test/faults.test.ts\` writes it anew.

${table(["Check", "A server that …", "Also caught by"], rows)}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
