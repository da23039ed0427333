import type { Page } from "../site/Page.ts";

/** The list of the project's decisions. */
export function decisionsPage(decisions: readonly Page[]): Page {
  const items = decisions.map(({ path, title }) => {
    const [, number, name] = /^(\d+)\. (.+)$/u.exec(title) ?? [];
    const file = path.slice("decisions/".length);
    return `${number ?? "1"}. [${name ?? title}](${file}.md)`;
  });
  return {
    path: "decisions/index",
    title: "Decisions",
    description:
      "Why the project is built as it is: what was decided, what else there was, and what follows.",
    section: "Contract",
    markdown: `Why the project is built as it is: what was decided, what else there was, and what follows from it.\n\n${items.join("\n")}\n`,
  };
}
