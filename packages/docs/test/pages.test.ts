import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { readApi } from "../src/contract/readApi.ts";
import { assumptions } from "../src/pages/assumptions.ts";
import { errorFragment, errorsTable } from "../src/pages/errorCodes.ts";
import { operationPage } from "../src/pages/operationPage.ts";
import { rawMarkdown } from "../src/pages/rawMarkdown.ts";
import { readBundle } from "./bundle.ts";
import { readSite } from "./siteLinks.ts";
import { smallApi } from "./smallApi.ts";

const dist = join(import.meta.dirname, "../dist");
const bundled = (await readBundle()).files["openapi.json"].toString();
const api = readApi(JSON.parse(bundled));
const small = smallApi();

/** The page of the small contract's only operation. */
function smallPage(): string {
  const [operation] = small.operations;
  if (operation === undefined) throw new Error("The small contract has no operation.");
  return operationPage(small, operation).markdown;
}

describe("an operation's page", () => {
  it("says where it is, and that it is deprecated", () => {
    expect(smallPage()).toContain(
      "`POST /nodes/{nodeId}`, operationId `writeNode`, **deprecated**",
    );
  });

  it("keeps bars and lines of descriptions within a table's cell", () => {
    expect(smallPage()).toContain(
      "| `nodeId` | path | string, not empty | yes | One \\| the other, or neither. Example: `n1` |",
    );
  });

  it("shows every property with its type, and a schema that contains itself once", () => {
    const rows = smallPage()
      .split("\n")
      .filter((line) => line.startsWith("| `"));

    expect(rows).toEqual(
      expect.arrayContaining([
        "| `name` | string | yes | Its name. |",
        '| `kind` | string, such as `"leaf"`, `"root"` |  | Its kind. |',
        "| `weight` | number, at most 9 or null |  |  |",
        "| `children` | array of object |  |  |",
        "| `tags[].id` | integer |  |  |",
        "| `data.node.name` | string | yes | Its name. |",
      ]),
    );
    expect(rows.filter((row) => row.includes("children."))).toEqual([]);
  });

  it("shows the examples, the errors with what to do, and the samples", () => {
    const page = smallPage();

    expect(page).toContain('aLeaf:\n\n```json\n{\n  "name": "a"\n}\n```');
    expect(page).toContain(
      "| 409 | `NODE_BUSY` | Somebody else writes it (**Assumed**). | Wait \\| try again. |",
    );
    expect(page).toContain("await amps.writeNode({");
  });

  it("is there for every operation of the contract, with each success and each error", async () => {
    for (const { operationId, responses } of api.operations) {
      const page = await readFile(join(dist, "operations", `${operationId}.md`), "utf8");
      const successes = responses.filter(({ status }) => status < 300);
      const wanted = [
        ...successes.map(({ status }) => `## Answer ${status}`),
        ...responses.flatMap(({ status, codes }) =>
          codes.map((code) => `| ${status} | \`${code}\` |`),
        ),
      ];

      expect(
        wanted.filter((text) => !page.includes(text)),
        operationId,
      ).toEqual([]);
      expect(successes).not.toHaveLength(0);
    }
  });
});

describe("the table of errors", () => {
  it("has every code of the contract, what to do about it, and a place to link to", () => {
    const known = api.root.at("components").at("schemas").at("KnownErrorCode").at("enum").items();
    const rows = errorsTable(api).split("\n");

    expect(known.length).toBeGreaterThan(20);
    for (const code of known.map((place) => place.text())) {
      const row = rows.find((one) =>
        one.includes(`<code id="${errorFragment(code)}">${code}</code>`),
      );
      const cells = row?.split(/(?<!\\)\|/u).map((cell) => cell.trim()) ?? [];

      expect(cells[1], code).toMatch(/^[45]\d\d/u);
      expect(cells[3], code).not.toBe("");
      expect(cells[4], code).not.toBe("");
    }
  });
});

describe("what the contract assumes", () => {
  it("is told where a reader meets it, with its sentence alone", () => {
    expect(assumptions(small)).toBe(
      "## The API as a whole\n\n- Text (**Assumed**).\n\n" +
        "## Operations\n\n- [Write a node](operation:writeNode): Twice does nothing (**Assumed**).\n\n" +
        "## Errors and sets that grow\n\n- `ErrorBusy`: Somebody else writes it (**Assumed**).\n",
    );
  });

  it("has each sentence of the contract that is marked so", () => {
    const page = assumptions(api).replaceAll(/\s+/gu, " ");
    const marks = bundled.match(/[^.]{0,40}\*\*Assumed\*\*/gu) ?? [];
    const said = marks.map((mark) => {
      const text: unknown = JSON.parse(`"${mark.replace(/^(?:n(?=[A-Z\s])|[^\\]*")/u, "")}"`);
      return String(text).replaceAll(/\s+/gu, " ").trim();
    });
    const missing = said.filter(
      (text) => !text.includes("says **Assumed**") && !page.includes(text),
    );

    expect(missing).toEqual([]);
    expect(said.length).toBeGreaterThan(40);
  });
});

describe("the pages as files for machines", () => {
  it("lead to each other, and to nothing outside of the site", () => {
    const page = {
      path: "guides/some",
      title: "Some",
      description: "",
      section: undefined,
      markdown:
        "[a](other.md#part) [b](operation:getThing) [c](../../../README.md) [d](https://e.example)\n\n```ts\n[x](operation:y)\n```\n",
    };

    expect(rawMarkdown(page)).toBe(
      "# Some\n\n[a](other.md#part) [b](../operations/getThing.md) c [d](https://e.example)\n\n```ts\n[x](operation:y)\n```\n",
    );
  });

  it("have no dead link", async () => {
    const { files } = await readSite(dist);
    const dead: string[] = [];
    for (const file of files) {
      if (!/\.(?:md|txt)$/u.test(file) || file === "llms-full.txt") continue;
      const text = (await readFile(join(dist, file), "utf8")).replaceAll(/^```[^]*?^```$/gmu, "");
      for (const [, href = ""] of text.matchAll(/\]\(([^)\s]+)\)/gu)) {
        const to = posix.join(posix.dirname(file), href.split("#")[0] ?? "");
        if (!/^(?:https?:|#)/u.test(href) && !files.has(to)) dead.push(`${file}: ${href}`);
      }
    }

    expect(dead).toEqual([]);
  });

  it("are listed in llms.txt, each with what it is about, and are all in llms-full.txt", async () => {
    const { files } = await readSite(dist);
    const list = await readFile(join(dist, "llms.txt"), "utf8");
    const full = await readFile(join(dist, "llms-full.txt"), "utf8");
    const pages = [...files].filter((file) => file.endsWith(".md") && file !== "index.md");

    expect(list).toMatch(/^# .+\n\n> .+\n/u);
    for (const page of pages) {
      expect(list).toMatch(new RegExp(`^- \\[.+\\]\\(${page}\\): \\S`, "mu"));
      expect(full).toContain(`<!-- ${page} -->`);
    }
    expect(pages.length).toBeGreaterThan(20);
  });
});
