/**
 * A regular expression in the form that JSON Schema asks for, with Unicode: without escapes of what
 * needs none, such as `\:`, which many write.
 *
 * @returns undefined when it is none.
 */
export function patternOf(written: string): string | undefined {
  const strict = written.replaceAll(/\\([^A-Za-z\d^$\\.*+?()[\]{}|/])/g, (_, character: string) =>
    character === "-" ? String.raw`\x2d` : character,
  );
  return [written, strict].find(isPattern);
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
}
