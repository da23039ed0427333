/** A text of the contract as part of a page: what looks like HTML is text there, too. */
export const prose = (text: string): string =>
  text
    .split(/(`+[^`]*`+)/u)
    .map((part, index) => (index % 2 === 0 ? withoutHtml(part) : part))
    .join("");

const withoutHtml = (text: string): string =>
  text.replaceAll(/<(?=[a-z/!?])(?!https?:|mailto:)/giu, String.raw`\<`);
