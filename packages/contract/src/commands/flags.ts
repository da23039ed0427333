import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { Misuse } from "./Misuse.ts";

/**
 * The values of a command's flags.
 *
 * @throws Misuse when there are others, or anything else. No value is repeated: it may be a key.
 */
export function parseFlags<const Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  const see = `See ${command} --help.`;
  const parsed = (() => {
    try {
      // Script runners hand on the "--" that separates their own flags.
      const given = args.filter((arg) => arg !== "--");
      return parseArgs({ args: given, options, allowPositionals: true });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const [first] = reason.split(". To specify a positional argument", 1);
      throw new Misuse(`${first?.replace(/\.?$/, ".")} ${see}`, { cause });
    }
  })();
  if (parsed.positionals.length > 0) {
    throw new Misuse(`${command} takes nothing but flags: the address is --url URL. ${see}`);
  }
  return parsed.values;
}

/** A number within bounds. @throws Misuse when it is none. */
export function numberOf(flag: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Misuse(`--${flag} must be a whole number from ${min} to ${max}, not "${text}".`);
}

/** One of some words. @throws Misuse when it is none of them. */
export function oneOf<const Word extends string>(
  flag: string,
  text: string,
  words: readonly Word[],
): Word {
  const word = words.find((one) => one === text);
  if (word === undefined) {
    throw new Misuse(`--${flag} must be ${words.join(" or ")}, not "${text}".`);
  }
  return word;
}
