import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDocs } from "../src/buildDocs.ts";
import { llms, llmsFull } from "../src/pages/llms.ts";
import { operationPage } from "../src/pages/operationPage.ts";
import { rawMarkdown } from "../src/pages/rawMarkdown.ts";
import type { Page } from "../src/site/Page.ts";
import { readBundle } from "./bundle.ts";
import { readSite } from "./siteLinks.ts";
import { smallApi } from "./smallApi.ts";

const { operations } = await readBundle();
const small = smallApi();

const page = (path: string, markdown: string): Page => ({
  path,
  title: `Of ${path}`,
  description: "What it is about.",
  section: undefined,
  markdown,
});

describe("a page as a file for machines", () => {
  it("leads to other such files, and to nothing outside of the site", () => {
    const markdown =
      "[a](other.md#part) [b](operation:getThing) [c](../../../README.md) [d](https://e.example) [e](#own) [f](../reference/index.html)\n\n```ts\n[x](operation:y)\n```\n";

    expect(rawMarkdown(page("guides/some", markdown))).toBe(
      "# Of guides/some\n\n[a](other.md#part) [b](../operations/getThing.md) c [d](https://e.example) [e](#own) [f](../reference/index.html)\n\n```ts\n[x](operation:y)\n```\n",
    );
  });

  it("has one title, without what is there for the eye alone", () => {
    const markdown =
      '<div class="hero">\n\n# In large letters\n\n```sh\n# a comment\n```\n\n</div>';

    expect(rawMarkdown(page("index", markdown))).toBe(
      "# Of index\n\n> In large letters\n\n```sh\n# a comment\n```\n",
    );
  });

  it("leads from one operation to its neighbour", () => {
    const texts = small.operations.map((one) => rawMarkdown(operationPage(small, one)));

    expect(texts.join("")).toContain("- [readNode](readNode.md): Read it again.");
  });
});

describe("llms.txt", () => {
  it("begins with title and summary, and lists each page with what it is about", () => {
    const pages = [page("guides/one", ""), page("changelog", ""), page("decisions/index", "")];
    const text = llms(small, [page("index", ""), ...pages]);

    expect(text).toMatch(/^# Small\n\n> A small API\.\n\n/u);
    expect(text).toContain("\n## Guides\n\n- [Of guides/one](guides/one.md): What it is about.\n");
    expect(text).not.toContain("index.md): What it is about.\n- [Of index]");
    expect(text).not.toContain("## Operations");
    expect(text.split("\n## ").at(-1)).toMatch(/^Optional\n\n- \[Of decisions\/index\]/u);
  });
});

describe("llms-full.txt", () => {
  it("has each page below its address, with links from where it stands itself", () => {
    const pages = [
      page("index", "Noise."),
      page("guides/one", "[a](two.md#part) [b](operation:getThing) [c](#own)"),
      page("changelog", "Nothing."),
    ];

    expect(llmsFull(pages)).toBe(
      "---\nurl: guides/one.md\n---\n\n# Of guides/one\n\n[a](guides/two.md#part) [b](operations/getThing.md) [c](guides/one.md#own)\n" +
        "\n---\nurl: changelog.md\n---\n\n# Of changelog\n\nNothing.\n",
    );
  });
});

describe("the files for machines of the built site", () => {
  let folder: string;
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ev-charger-llms-"));
    await buildDocs({ outDir: folder });
    const names = [...(await readSite(folder)).files];
    const texts = names.map(async (name) => {
      return [name, await readFile(join(folder, name), "utf8")] as const;
    });
    files = new Map(await Promise.all(texts));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const machineFiles = () => [...files].filter(([name]) => /\.(?:md|txt)$/u.test(name));
  const withoutCode = (text: string): string =>
    text.replaceAll(/^```[^]*?^```$/gmu, "").replaceAll(/`[^`\n]*`/gu, "");

  /** The parts of a text that a link can lead to: headings as GitHub names them, and `id`s. */
  function partsOf(text: string): ReadonlySet<string> {
    const headings = text.replaceAll(/^```[^]*?^```$/gmu, "").matchAll(/^#+ (.+)$/gmu);
    return new Set([
      ...Array.from(headings, ([, heading = ""]) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\w\s-]/gu, "")
          .replaceAll(/\s/gu, "-"),
      ),
      ...Array.from(text.matchAll(/ id="([^"]+)"/gu), ([, id = ""]) => id),
    ]);
  }

  it("lead only to files and parts that are there", () => {
    const dead: string[] = [];
    let count = 0;
    for (const [file, text] of machineFiles()) {
      for (const [, href = ""] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/gu)) {
        if (/^https?:/u.test(href)) continue;
        count += 1;
        const [path = "", fragment = ""] = href.split("#");
        const to = path === "" ? file : posix.join(posix.dirname(file), path);
        const target = files.get(to);
        const isThere = fragment === "" || partsOf(target ?? "").has(fragment);
        if (target === undefined || !isThere) dead.push(`${file}: ${href}`);
      }
    }

    expect(dead).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });

  it("have a page for every operation", () => {
    const missing = operations.filter(({ id }) => !files.has(`operations/${id}.md`));

    expect(missing).toEqual([]);
    expect(operations).not.toHaveLength(0);
  });

  it("are listed in llms.txt, each with what it is about, and are all in llms-full.txt", () => {
    const list = files.get("llms.txt");
    const full = files.get("llms-full.txt");
    const pages = [...files.keys()].filter((name) => name.endsWith(".md") && name !== "index.md");

    for (const name of pages) {
      expect(list).toMatch(new RegExp(`^- \\[.+\\]\\(${name}\\): \\S`, "mu"));
      expect(full).toContain(`---\nurl: ${name}\n---\n\n# `);
    }
    expect(pages.length).toBeGreaterThan(20);
  });
});
