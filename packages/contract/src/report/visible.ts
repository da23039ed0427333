/** A text that a server sent, with the characters that would command a terminal written out. */
export const visible = (text: string): string =>
  text.replaceAll(/[^\P{Cc}\n\t]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });

/** The beginning of a text, and how long the whole is when that is not all of it. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
