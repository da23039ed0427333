import { written } from "../checks/secrecy.ts";

/** A shorter key is a word that a report has anyway. */
const shortest = 4;

/** Whether a key is long enough to be taken out of a report. */
export const isSecret = (apiKey: string): boolean => apiKey.length >= shortest;

/**
 * Makes the function that takes the key out of a text, wherever the text has it from, and puts the
 * name of its environment variable there: as it is, and as JSON and addresses write it.
 */
export function scrubber(apiKey: string, variable: string): (text: string) => string {
  if (!isSecret(apiKey)) return (text) => text;
  const key = written(apiKey);
  return (text) => text.replaceAll(key, () => `$${variable}`);
}
