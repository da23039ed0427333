/** A text as nodes, in which the words that were searched for are marked. */
export function marked(text: string, terms: readonly string[]): readonly Node[] {
  if (terms.length === 0) return [document.createTextNode(text)];
  const words = terms.map((term) => term.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`));
  return text.split(new RegExp(`(${words.join("|")})`, "giu")).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}
