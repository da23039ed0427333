/** A text as nodes, in which the words that were searched for are marked. */
export function marked(text: string, terms: readonly string[]): readonly Node[] {
  if (terms.length === 0) return [document.createTextNode(text)];
  // The longest first: of "charge" and "charger", all of "charger" is marked. Firefox has `toSorted`
  // from 115 on, and the site's scripts run from 113 on.
  const sorted = [...terms];
  // oxlint-disable-next-line unicorn/no-array-sort
  sorted.sort((a, b) => b.length - a.length);
  const words = sorted.map((term) => term.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`));
  return text.split(new RegExp(`(${words.join("|")})`, "giu")).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}
