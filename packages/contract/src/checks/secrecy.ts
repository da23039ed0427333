import type { Check } from "./Check.ts";

/** Shorter keys are words that an answer may have by chance. */
const shortest = 8;

export const keySecrecy: Check = {
  name: "key kept secret",
  what: "No answer has the API key in it, neither its body nor its headers.",
  judge: ({ operation, answer, apiKey }) => {
    if (apiKey.length < shortest) return undefined;
    const where = [
      ...(answer.body.includes(apiKey) ? ["the body"] : []),
      ...[...answer.headers]
        .filter(([, value]) => value.includes(apiKey))
        .map(([name]) => `the header ${name}`),
    ];
    return where.map((place) => ({
      message: `${place} has the API key in it`,
      pointer: operation.pointer,
    }));
  },
};
