const name = String.raw`[A-Za-z_][\w.-]*`;
const reference = String.raw`&(?:amp|lt|gt|quot|apos|#\d+);`;
const attribute = String.raw`\s+${name}="(?:[^"<&]|${reference})*"`;
const token = new RegExp(
  String.raw`<\?xml version="1\.0" encoding="UTF-8"\?>|<(?<open>${name})(?:${attribute})*\s*(?<empty>\/?)>|<\/(?<close>${name})\s*>|(?<text>(?:[^<&]|${reference})+)`,
  "uy",
);
// oxlint-disable-next-line no-misleading-character-class -- the characters of XML 1.0, all of them
const allowed = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

/** An element of XML. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads XML of the strict kind that a report may be. Throws where it is not well-formed. */
export function wellFormed(xml: string): Element {
  if (!allowed.test(xml)) throw new Error("A character that XML does not have.");
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const from = token.lastIndex;
    const found = token.exec(xml);
    if (found === null) throw new Error(`No XML: ${xml.slice(from, from + 80)}`);
    const { open: opened, empty, close, text } = found.groups ?? {};
    const parent = open.at(-1);
    if (parent === undefined) throw new Error("Nothing is open.");
    if (opened !== undefined) {
      const attributes = attributesOf(found[0]);
      const element: Element = { name: opened, attributes, children: [], text: "" };
      parent.children.push(element);
      if (empty === "") open.push(element);
    } else if (close !== undefined) {
      if (parent.name !== close) throw new Error(`${close} ends ${parent.name}.`);
      open.pop();
    } else if (text !== undefined) {
      if (text.includes("]]>")) throw new Error("The end of a CDATA section.");
      parent.text += unescaped(text);
    }
  }
  const [only] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || only === undefined) {
    throw new Error("Not one root.");
  }
  return only;
}

function attributesOf(tag: string): Record<string, string> {
  const found = [...tag.matchAll(/\s([\w.-]+)="([^"]*)"/g)];
  const names = found.map(([, key = ""]) => key);
  if (new Set(names).size !== names.length) throw new Error(`An attribute twice: ${tag}`);
  // A parser takes a line break in a value for a space.
  return Object.fromEntries(
    found.map(([, key = "", value = ""]) => [key, unescaped(value.replaceAll(/[\t\n\r]/g, " "))]),
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, entity: string) =>
    code === undefined ? (entities[entity] ?? "") : String.fromCodePoint(Number(code)),
  );
