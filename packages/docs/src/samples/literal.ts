/** How wide a line of a sample may be. */
export const WIDTH = 80;

/**
 * A JSON value as JavaScript writes it: on one line where it fits, else a member on each.
 *
 * @param column How far to the right it begins, with what follows it on its line.
 * @param indent How far its lines are indented.
 */
export function literal(value: unknown, column: number, indent = ""): string {
  const line = inline(value);
  if (line.length + column <= WIDTH || typeof value !== "object" || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${literal(item, inner.length + 1, inner)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  const members = Object.entries(value).map(([name, member]) => {
    const key = `${inner}${keyOf(name)}: `;
    return `${key}${literal(member, key.length + 1, inner)},\n`;
  });
  return `{\n${members.join("")}${indent}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${keyOf(name)}: ${inline(member)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A text in the quotes of which it has fewer, so that little has to be escaped. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  if (text.split('"').length <= text.split("'").length) return json;
  const inside = json.slice(1, -1).replaceAll(String.raw`\"`, '"');
  return `'${inside.replaceAll("'", String.raw`\'`)}'`;
}

/** Access to a member of an object, with what comes before the name. */
export const memberOf = (name: string): string =>
  isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

function keyOf(name: string): string {
  // As a plain key it would set the object's prototype.
  if (name === "__proto__") return '["__proto__"]';
  return isIdentifier(name) ? name : JSON.stringify(name);
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/u.test(name);
