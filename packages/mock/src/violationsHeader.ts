interface Violation {
  code?: string | number;
  message: string;
  path?: string[];
}

const longest = 8_000;

/**
 * Prism's `sl-violations` header: a JSON list of the rules that the request or the example breaks,
 * as `{ location, code, message }`. It says why, where the body is only an example. Cut at 8 kB,
 * because clients refuse longer headers. No header when nothing is broken.
 */
export function violationsHeader({
  input,
  output,
}: {
  input: readonly Violation[];
  output: readonly Violation[];
}): Record<string, string> {
  const violations = [...input.map(located("request")), ...output.map(located("response"))];
  if (violations.length === 0) return {};
  const text = JSON.stringify(violations).replace(/[^ -~]/g, escapeUnit);
  return { "sl-violations": text.slice(0, longest) };
}

function located(where: "request" | "response") {
  return ({ path = [], code, message }: Violation): object => ({
    location: [where, ...path],
    code,
    message,
  });
}

/** A header takes no character outside ASCII, JSON takes every one of them escaped. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
