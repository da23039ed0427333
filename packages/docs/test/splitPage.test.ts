import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { splitPage } from "../src/reference/splitPage.ts";
import { redoclyPage } from "./redoclyPage.ts";

describe("splitPage", () => {
  it("keeps the text apart from the scripts", () => {
    const { head, content } = splitPage(redoclyPage());

    expect(head).toBe("<style>a{}</style>");
    expect(content).toContain("<h1>Title</h1>");
    expect(content).not.toContain("<script");
  });

  it("makes the menu's links work without a server", () => {
    expect(splitPage(redoclyPage()).content).toContain('<a href="#/tag">Tag</a>');
  });

  it("makes classic scripts of the module, which show this very contract when both have run", () => {
    const { contract, engine } = splitPage(redoclyPage());
    const shown: unknown[] = [];
    const page = { getElementById: (id: string) => `the element ${id}` };
    // As a classic script: what only a module may contain does not even compile.
    runInNewContext(`${contract}\n${engine}`, { document: page, shown });

    expect(shown).toEqual([
      [
        { info: { title: "T" } },
        expect.objectContaining({ skipBundle: true }),
        "the element redoc",
      ],
    ]);
  });

  it("refuses a text with scripts of others in it, which the page's policy would allow", () => {
    const extra = "<script>colours()</script><script>other()</script>";

    expect(() => splitPage(redoclyPage({ extra }))).toThrow("one script");
  });

  it.each([
    "<!-- the end of the head -->",
    '<script type="module">',
    "const __redoc_definition = ",
    "const __redoc_options = ",
    "hydrate(__redoc_definition, __redoc_options, ",
    "import.meta.url.",
    "export{RedocStandalone,hydrate,init};",
  ])("names %s when Redocly no longer writes it", (part) => {
    expect(() => splitPage(redoclyPage().replace(part, ""))).toThrow(
      `Expected Redocly's page to contain ${part.trim()}`,
    );
  });
});
