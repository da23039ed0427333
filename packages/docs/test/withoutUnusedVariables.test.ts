import { describe, expect, it } from "vitest";
import { withoutUnusedVariables } from "../src/reference/withoutUnusedVariables.ts";

const head = `<style>.a{color:var(--a-color);--own:1px}/*!sc*/
:root{--a-color:var(--base,red);--base:#f00;--unused:url(x.svg);--text:1;--site:2;}/*!sc*/
:root.dark{--a-color:blue;--unused:none}/*!sc*/
:root .part--x:hover{--unused-too:3;margin:0}</style>`;

describe("the styles of the reference", () => {
  it("keep the variables that the page uses, in every colour, and what those are made of", () => {
    const kept = withoutUnusedVariables(head, [
      '<p style="width:var( --text)">',
      "a{b:var(--site)}",
    ]);

    expect(kept).toBe(`<style>.a{color:var(--a-color);--own:1px}/*!sc*/
:root{--a-color:var(--base,red);--base:#f00;--text:1;--site:2;}/*!sc*/
:root.dark{--a-color:blue;}/*!sc*/
:root .part--x:hover{margin:0}</style>`);
  });

  it("are refused when they have no theme any more", () => {
    expect(() => withoutUnusedVariables("<style>a{--b:1}</style>", [])).toThrow(
      "@redocly/cli has changed",
    );
  });
});
