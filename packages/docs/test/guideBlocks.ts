import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The folder of the hand-written guides. */
export const guidesFolder = join(import.meta.dirname, "../guides");

/** A fenced block of a guide, or a line that shows code of a file. */
export interface Block {
  /** The guide's file, such as `pagination.md`. */
  readonly guide: string;
  /** The fence's language; `<<<` for a line that shows a file of `guides/code`. */
  readonly language: string;
  /** The text within the fence, or the file that is shown, such as `pages.ts`. */
  readonly text: string;
}

/** A program that guides show, and what they say it prints. */
export interface Program {
  readonly file: string;
  readonly prints: string;
}

/** Every guide, by its file. */
export async function readGuideTexts(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(guidesFolder)).filter((name) => name.endsWith(".md"));
  const texts = names.map(async (name) => {
    return [name, await readFile(join(guidesFolder, name), "utf8")] as const;
  });
  return new Map(await Promise.all(texts));
}

/** The blocks of all guides, in their order. */
export async function readBlocks(): Promise<readonly Block[]> {
  const found: Block[] = [];
  for (const [guide, text] of await readGuideTexts()) {
    for (const [, shown, language = "", fenced = ""] of text.matchAll(
      /^<<< code\/([^#\n]+)(?:#\S+)?$|^```(\S*)\n([\s\S]*?)^```$/gmu,
    )) {
      found.push({
        guide,
        language: shown === undefined ? language : "<<<",
        text: shown ?? fenced,
      });
    }
  }
  return found;
}

/** The programs that guides show; what one prints are the `text` blocks between it and the next one. */
export function programsOf(blocks: readonly Block[]): readonly Program[] {
  const prints = new Map<string, string>();
  let file: string | undefined;
  let within: string | undefined;
  for (const { guide, language, text } of blocks) {
    if (guide !== within) file = undefined;
    within = guide;
    if (language === "<<<") file = text;
    if (file === undefined) continue;
    prints.set(file, (prints.get(file) ?? "") + (language === "text" ? text : ""));
  }
  return Array.from(prints, ([name, text]) => ({ file: name, prints: text }));
}
