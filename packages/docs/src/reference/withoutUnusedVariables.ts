/** A rule that gives the whole page, or a part that Redoc names, the variables of its theme. */
const THEME = /(?<selector>:root[^{}]*)\{(?<declarations>[^{}]*)\}/gu;
const VARIABLE = /(?<![\w-])(?<name>--[\w-]+)\s*:(?<value>[^;{}]*);?/gu;
const USE = /var\(\s*(?<name>--[\w-]+)/gu;

/**
 * Leaves out of Redoc's styles the variables of its theme that the prerendered text does not use. They
 * are most of the page, which can be seen that much sooner; Redoc's script brings the whole theme itself.
 *
 * @param head HTML with the styles.
 * @param others What uses variables, too: the text, and the site's own styles.
 * @throws {Error} when there is no theme: Redocly has changed.
 */
export function withoutUnusedVariables(head: string, others: readonly string[]): string {
  const values = new Map<string, string[]>();
  for (const { groups } of head.matchAll(THEME)) {
    for (const variable of (groups?.["declarations"] ?? "").matchAll(VARIABLE)) {
      const { name = "", value = "" } = variable.groups ?? {};
      values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  if (values.size === 0) {
    throw new Error(
      "Expected the page's styles to give variables to :root, but they no longer do: @redocly/cli has changed. " +
        "Look at the page that it makes now and correct packages/docs/src/reference/withoutUnusedVariables.ts.",
    );
  }
  const outside = head.replaceAll(THEME, (rule) => rule.replaceAll(VARIABLE, ""));
  const used = new Set<string>();
  const texts = [outside, ...others];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const { groups } of text.matchAll(USE)) {
      const name = groups?.["name"] ?? "";
      if (used.has(name)) continue;
      used.add(name);
      // What a used variable is made of is used, too.
      texts.push(...(values.get(name) ?? []));
    }
  }
  return head.replaceAll(THEME, (rule) =>
    rule.replaceAll(VARIABLE, (declaration, name: string) => (used.has(name) ? declaration : "")),
  );
}
