import { describe, expect, it } from "vitest";
import { findForeignLoads, makeSelfContained } from "../src/reference/makeSelfContained.ts";
import { splitPage } from "../src/reference/splitPage.ts";
import { FOREIGN, redoclyPage } from "./redoclyPage.ts";

const made = (parts: Parameters<typeof redoclyPage>[0] = {}) =>
  makeSelfContained(splitPage(redoclyPage(parts)));

describe("makeSelfContained", () => {
  it("removes each address that Redoc asks for", () => {
    const { engine } = made();

    for (const address of FOREIGN) expect(engine).not.toContain(address);
    expect(findForeignLoads(engine)).toEqual([]);
  });

  it("puts a file beside the page for each picture that Redoc shows", () => {
    const { engine, files } = made();
    const named = [...engine.matchAll(/`(redoc[^`]*\.svg)`/gu)].map(([, name = ""]) => name);

    expect(named).toHaveLength(2);
    for (const name of named) expect(files.has(name)).toBe(true);
  });

  it("moves what a style carries in itself to a file, once", () => {
    const picture = `url("data:image/svg+xml,%3Csvg width='1'/%3E")`;
    const font = "url('data:application/font-woff;base64,d09GRg==')";
    const { head, files } = made({ style: `a{b:${picture};c:${picture};src:${font}}` });
    const [, first = "", second = "", third = ""] =
      /b:url\('([^']+)'\);c:url\('([^']+)'\);src:url\('([^']+)'\)/u.exec(head) ?? [];

    expect(head).not.toContain("data:");
    expect(second).toBe(first);
    expect(Buffer.from(files.get(first) ?? []).toString()).toBe("<svg width='1'/>");
    expect(Buffer.from(files.get(third) ?? []).toString()).toBe("wOFF");
  });

  it.each(FOREIGN)("names %s when the page no longer asks for it", (missing) => {
    const foreign = FOREIGN.filter((address) => address !== missing);

    expect(() => made({ foreign })).toThrow(`Expected the page to ask for ${missing}`);
  });

  it("refuses a page that reports its readers", () => {
    expect(() => made({ telemetry: '"disableTelemetry":false' })).toThrow("disableTelemetry");
  });

  it("names what the page would still load", () => {
    const extra = '<script src="https://evil.example/a.js"></script>';

    expect(() => made({ extra })).toThrow("tag: https://evil.example/a.js");
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
