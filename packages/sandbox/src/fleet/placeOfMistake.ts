/**
 * Where a text ceases to be JSON, such as `line 3, column 5`. What the engine says of it may quote the
 * text, and with that a key, so only the place is taken from there.
 */
export function placeOfMistake(text: string): string {
  // So many characters are the beginning of some JSON: found by halving, as longer ones never are again.
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const lines = text.slice(0, good).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}

/** Whether a text is JSON, or can become it by going on. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    return position === undefined
      ? /end of JSON input/.test(message)
      : Number(position) === text.length;
  }
}
