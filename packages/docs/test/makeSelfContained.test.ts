import { describe, expect, it } from "vitest";
import { findForeignLoads, makeSelfContained } from "../src/reference/makeSelfContained.ts";

const ASSETS = [
  "https://cdn.redoc.ly/redoc/logo-mini-full.svg",
  "https://cdn.redoc.ly/redoc/logo-mini.svg",
  "https://cdn.redocly.com/icons/fa/7.0.0",
  "https://cdn.redocly.com/icons/code/5.24.0",
];
const OPTIONS = 'const __redoc_options = {"skipBundle":true,"disableTelemetry":true};';

/** A page such as Redocly writes, as far as it matters here. */
function redoclyPage(extra = "", { assets = ASSETS, options = OPTIONS } = {}): string {
  const urls = assets.map((asset) => `\`${asset}\``).join(",");
  return `<body>${extra}<a href="/tag">Tag</a><script type="module">var a=[${urls}];\n${options}</script></body>`;
}

describe("makeSelfContained", () => {
  it("removes each address that Redoc asks for", () => {
    const page = makeSelfContained(redoclyPage());

    for (const asset of ASSETS) expect(page).not.toContain(asset);
    expect(findForeignLoads(page)).toEqual([]);
  });

  it("makes the menu's links work without a server", () => {
    expect(makeSelfContained(redoclyPage())).toContain('<a href="#/tag">Tag</a>');
  });

  it.each(ASSETS)("names %s when the page no longer asks for it", (missing) => {
    const assets = ASSETS.filter((asset) => asset !== missing);

    expect(() => makeSelfContained(redoclyPage("", { assets }))).toThrow(
      `Expected the page to ask for ${missing}`,
    );
  });

  it("refuses a page that reports its readers", () => {
    const options = OPTIONS.replace("true};", "false};");

    expect(() => makeSelfContained(redoclyPage("", { options }))).toThrow("disableTelemetry");
  });

  it("names what the page would still load", () => {
    const script = '<script src="https://evil.example/a.js"></script>';

    expect(() => makeSelfContained(redoclyPage(script))).toThrow("tag: https://evil.example/a.js");
  });
});

describe("findForeignLoads", () => {
  it.each([
    ["a script", '<script defer src="https://a.example/x.js"></script>'],
    ["a script of the same scheme", "<script src=//a.example/x.js></script>"],
    ["a style sheet", '<link rel="stylesheet" href="http://a.example/x.css">'],
    ["an image", "<img alt='' src='https://a.example/x.png'>"],
    ["a frame", '<iframe src="https://a.example/"></iframe>'],
    ["an imported style", '<style>@import "https://a.example/x.css";</style>'],
    ["a style's picture", "<style>a{background:url(https://a.example/x.png)}</style>"],
    ["an imported module", 'import{hydrate}from"https://a.example/x.js"'],
    ["a module imported late", "await import(`https://a.example/x.js`)"],
    ["a fetch", 'fetch("https://a.example/x")'],
    ["a socket", 'new WebSocket("wss://a.example/x")'],
    ["an image drawn by a script", "jsx(`img`,{src:e?`https://a.example/x.svg`:``})"],
    ["an image in a description", '"description":"![x](https://a.example/x.png)"'],
    ["a delivery network named anywhere", "var base=`https://cdn.a.example/icons`"],
  ])("finds %s", (_, html) => {
    expect(findForeignLoads(html)).toContainEqual(expect.stringContaining("a.example"));
  });

  it.each([
    ["a link", '<a href="https://a.example/">a</a>'],
    ["a server's address", '"servers":[{"url":"https://a.example"}]'],
    ["a namespace", '<svg xmlns="http://www.w3.org/2000/svg">'],
    ["its own files", '<script src="a.js"></script><img src="data:,"><link href="/b.css">'],
  ])("lets %s be", (_, html) => {
    expect(findForeignLoads(html)).toEqual([]);
  });
});
