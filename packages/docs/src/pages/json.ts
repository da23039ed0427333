/** A value as a block of JSON in markdown. */
export const json = (value: unknown): string =>
  `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
