import type { Check } from "./Check.ts";

/** Shorter keys are words that an answer may have by chance. */
const shortest = 8;

/** Finds a key as it is, and as JSON and addresses may write it: `\/`, `\u002f` or `%2F` for `/`. */
export function written(apiKey: string): RegExp {
  const characters = Array.from(apiKey, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    const itself = `\\u{${hex}}`;
    const bytes = anyCase([...new TextEncoder().encode(character)].map(percent).join(""));
    const json = String.raw`\\u${anyCase(hex.padStart(4, "0"))}`;
    const ways = [itself, String.raw`\\${itself}`, json, bytes];
    // The form of an address has a plus for a space.
    if (character === " ") ways.push(String.raw`\+`);
    return `(?:${ways.join("|")})`;
  });
  return new RegExp(characters.join(""), "gu");
}

const percent = (byte: number): string => `%${byte.toString(16).padStart(2, "0")}`;

const anyCase = (hex: string): string =>
  hex.replaceAll(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Nothing but a key that is escaped has to be looked for at length. */
const hasKey = (text: string, apiKey: string): boolean =>
  text.includes(apiKey) || (/[\\%]/.test(text) && text.search(written(apiKey)) >= 0);

export const keySecrecy: Check = {
  name: "key kept secret",
  what: "No answer has the API key in it, neither its body nor its headers.",
  judge: ({ operation, answer, apiKey }) => {
    if (apiKey.length < shortest) return undefined;
    const where = [
      ...(hasKey(answer.body, apiKey) ? ["the body"] : []),
      ...[...answer.headers]
        .filter(([, value]) => hasKey(value, apiKey))
        .map(([name]) => `the header ${name}`),
    ];
    return where.map((place) => ({
      message: `${place} has the API key in it`,
      pointer: operation.pointer,
    }));
  },
};
