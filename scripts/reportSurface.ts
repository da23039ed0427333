import { styleText } from "node:util";
import { type Change, surfaceChanges } from "./surface.ts";

const MARKS = { added: ["+", "green"], removed: ["-", "red"], changed: ["~", "yellow"] } as const;

/** A few lines for people: what changed in the public surface between two bundled contracts. */
export function reportSurface(before: unknown, after: unknown): string {
  const changes = surfaceChanges(before, after);
  if (before === undefined)
    return `Public surface: ${count(changes, "operation")}, ${count(changes, "schema")}.`;
  if (changes.length === 0) return "Public surface: unchanged since it was last generated.";

  const lines = changes.flatMap(({ type, kind, name, where, parts }) => {
    if (type === "documentation") return [];
    const [mark, colour] = MARKS[type];
    return [
      [`  ${styleText(colour, mark)} ${kind.padEnd(9)} ${name}`, where, parts.join(" ")]
        .filter(Boolean)
        .join("  "),
    ];
  });
  const reworded = changes.filter(({ type }) => type === "documentation");
  if (reworded.length > 0) {
    lines.push(
      `  ${reworded.length} more in documentation alone: ${reworded.map(({ name }) => name).join(", ")}`,
    );
  }
  return ["Public surface, since it was last generated:", ...lines].join("\n");
}

function count(changes: readonly Change[], kind: Change["kind"]): string {
  const { length } = changes.filter((change) => change.kind === kind);
  return `${length} ${kind}${length === 1 ? "" : "s"}`;
}
