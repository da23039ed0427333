import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InvalidPageError, type Page } from "./Page.ts";

const root = join(import.meta.dirname, "../..");

/** The guides in the order of the menu, and the heading that each stands under. */
const MENU: Readonly<Record<string, readonly string[]>> = {
  Start: ["quick-start", "authentication"],
  "Use the API": ["pagination", "commands", "conflicts", "errors"],
  "Build with it": ["testing", "changing-the-contract", "assumptions"],
};

/** What guides show that is derived from the contract, as markdown, by its name. */
export type Derived = ReadonlyMap<string, string>;

/**
 * Reads the hand-written guides, with the code that they show from files of `guides/code`, and what is
 * derived.
 *
 * @throws InvalidPageError when a guide has no title or description, is not in the menu, or shows
 *   code that is not there.
 */
export async function readGuides(derived: Derived): Promise<readonly Page[]> {
  const names = (await readdir(join(root, "guides"))).filter((name) => name.endsWith(".md"));
  const sections = new Map(
    Object.entries(MENU).flatMap(([section, pages]) => pages.map((page) => [page, section])),
  );
  const order = [...sections.keys()];
  const pages = names.map(async (name) => {
    const id = name.replace(/\.md$/u, "");
    const section = sections.get(id);
    if (section === undefined) {
      throw new InvalidPageError(
        `guides/${name} is in no menu: name it in src/site/readGuides.ts, or nobody finds it.`,
      );
    }
    return { ...(await readPage(`guides/${id}`, derived)), section };
  });
  return (await Promise.all(pages)).toSorted(
    (a, b) =>
      order.indexOf(a.path.slice("guides/".length)) - order.indexOf(b.path.slice("guides/".length)),
  );
}

/** Reads the decisions of the project, in their order. */
export async function readDecisions(): Promise<readonly Page[]> {
  const names = (await readdir(join(root, "decisions"))).filter((name) => name.endsWith(".md"));
  const pages = names.toSorted().map((name) => readPage(`decisions/${name.replace(/\.md$/u, "")}`));
  return (await Promise.all(pages)).map((page) => ({ ...page, section: undefined }));
}

/** A page is a file that begins with its title, followed by one paragraph that says what it is about. */
async function readPage(path: string, derived: Derived = new Map()): Promise<Page> {
  const text = await readFile(join(root, `${path}.md`), "utf8");
  const [, title, body] = /^# (.+)\n\n([\s\S]+)$/u.exec(text) ?? [];
  if (title === undefined || body === undefined) {
    throw new InvalidPageError(`${path}.md must begin with "# " and its title, then a text.`);
  }
  const markdown = await filled(body, path, derived);
  return { path, title, description: firstSentence(markdown), section: undefined, markdown };
}

/**
 * Puts in place of each line `<<< code/file.ts`, or `<<< code/file.ts#region`, the code, and of
 * `<<< name` what is derived by that name.
 */
async function filled(markdown: string, path: string, derived: Derived): Promise<string> {
  const parts = markdown.split(/^<<< (\S+)$/mu);
  const texts = parts.map(async (part, index) => {
    if (index % 2 === 0) return part;
    return derived.get(part) ?? (await fence(part, path));
  });
  return (await Promise.all(texts)).join("");
}

async function fence(reference: string, path: string): Promise<string> {
  const [file = "", region] = reference.split("#");
  const from = join(root, dirname(path), file);
  const text = await readFile(from, "utf8").catch((cause: unknown) => {
    throw new InvalidPageError(`${path}.md shows ${file}, which cannot be read.`, { cause });
  });
  const code = region === undefined ? text : regionOf(text, region);
  if (code === undefined) {
    throw new InvalidPageError(`${path}.md shows ${reference}, but there is no such #region.`);
  }
  const language = file.split(".").at(-1) ?? "";
  const visible = code.split("\n").filter((line) => !/^\s*\/\/ #(?:end)?region\b/u.test(line));
  return `\`\`\`${language}\n${visible.join("\n").trim()}\n\`\`\``;
}

function regionOf(text: string, name: string): string | undefined {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line) => line.trim() === `// #endregion ${name}`);
  if (start === -1 || end < start) return undefined;
  const body = lines.slice(start + 1, end);
  const indents = body.filter((line) => line.trim() !== "").map((line) => line.search(/\S/u));
  return body.map((line) => line.slice(Math.min(...indents))).join("\n");
}

/** Of the first paragraph that is prose, without its markup. */
function firstSentence(markdown: string): string {
  const paragraph = markdown.split(/\n{2,}/u).find((one) => /^[\p{L}"*`[]/u.test(one)) ?? "";
  const plain = paragraph
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replaceAll(/[*`_]/gu, "")
    .replaceAll(/\s+/gu, " ");
  return /^.*?[.!?](?=\s|$)/u.exec(plain)?.[0] ?? plain;
}
