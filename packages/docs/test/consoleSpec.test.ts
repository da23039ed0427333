import { describe, expect, it } from "vitest";
import { addressProblem, keyProblem, noAnswerFrom } from "../src/browser/consoleFields.ts";
import { keyHeaderOf, specFor } from "../src/browser/consoleSpec.ts";
import { buildReference } from "../src/reference/buildReference.ts";
import { dataUrlsToFiles } from "../src/site/dataUrlsToFiles.ts";
import { readBundle } from "./bundle.ts";

const contract = {
  info: { title: "T", version: "1", description: "long" },
  security: [{ Key: [] }],
  servers: [{ url: "https://api.example" }],
  paths: {
    "/a": {
      get: {
        operationId: "a",
        description: "Text.\n\n[Try it](../console/index.html#/T/a)",
        security: [],
      },
    },
  },
  components: {
    schemas: { S: {} },
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } },
  },
};

describe("the contract in the console", () => {
  it("goes to the server that is chosen, and asks for a key in the page's own way", () => {
    expect(specFor(contract, "http://127.0.0.1:1")).toEqual({
      info: { title: "T", version: "1" },
      servers: [{ url: "{address}", variables: { address: { default: "http://127.0.0.1:1" } } }],
      paths: { "/a": { get: { operationId: "a", description: "Text.", parameters: [] } } },
      components: { schemas: { S: {} } },
    });
  });

  it("gives each operation the parameters of its path, unless it has its own", () => {
    const parameter = (name: string, text: string) => ({ name, in: "query", description: text });
    const shared = { a: parameter("a", "path's"), b: parameter("b", "path's") };
    const own = parameter("a", "own");
    const item = {
      summary: "S",
      parameters: [{ $ref: "#/components/parameters/a" }, { $ref: "#/components/parameters/b" }],
      get: { operationId: "get" },
      post: { operationId: "post", parameters: [own] },
    };
    const spec = specFor({ paths: { "/a": item }, components: { parameters: shared } }, "");

    expect(spec["paths"]).toEqual({
      "/a": {
        summary: "S",
        get: { operationId: "get", parameters: item.parameters },
        post: { operationId: "post", parameters: [item.parameters[1], own] },
      },
    });
  });

  it("names the header that the key is sent in", () => {
    expect(keyHeaderOf(contract)).toBe("x-key");
    expect(() => keyHeaderOf({})).toThrow("no API key");
  });
});

describe("an address that was typed", () => {
  it.each(["http://127.0.0.1:4020", "https://api.example/base", " http://localhost "])(
    "may be %s",
    (address) => {
      expect(addressProblem(address)).toBe("");
    },
  );

  it.each([
    ["", "Address: type"],
    ["127.0.0.1:4020", "must begin with http"],
    ["ftp://a.example", "must begin with http"],
    ["http://", "must begin with http"],
    ["http://user:secret@a.example", "no user name"],
    ["http://a.example?x=1", "no ? or #"],
  ])("%s is refused, with what to do and without repeating it", (address, message) => {
    const problem = addressProblem(address);

    expect(problem).toContain(message);
    expect(problem).not.toContain("secret");
  });
});

describe("a key that was typed", () => {
  it.each(["", "amps_sk_test_x", " pasted\n"])("may be %j", (key) => {
    expect(keyProblem(key)).toBe("");
  });

  it.each(["two words", "sécret", "line\nline"])(
    "%j is refused without repeating it, as no header may hold it",
    (key) => {
      expect(keyProblem(key)).toContain("API key");
      expect(keyProblem(key)).not.toContain(key);
    },
  );
});

describe("a server that does not answer", () => {
  it.each([
    ["http://127.0.0.1:4020", "http://docs.example/", "npm start"],
    ["http://localhost:4020", "https://docs.example/", "npm start"],
    ["http://[::1]:4020", "https://docs.example/", "npm start"],
    ["http://10.0.0.7", "https://docs.example/", "https://"],
    ["http://10.0.0.7", "file:///docs/console/index.html", "CORS"],
    ["https://api.example/base", "https://docs.example/", "CORS"],
  ])("at %s, asked from %s, comes with what may be the cause", (server, page, cause) => {
    const message = noAnswerFrom(server, page);

    expect(message).toContain(`No answer from ${new URL(server).origin}.`);
    expect(message).toContain(cause);
  });
});

describe("an operation of the reference", () => {
  it("links to the console, but not in a contract that is not the current one", async () => {
    const { files } = await readBundle();
    const json = files["openapi.json"].toString();
    const [current, old] = await Promise.all([
      buildReference(json),
      buildReference(json, { linksToConsole: false }),
    ]);

    expect(current.contract).toContain("../console/index.html#/");
    expect(old.contract).not.toContain("console/index.html");
    expect(old.content).not.toContain("console/index.html");
  });
});

describe("what styles carry in themselves", () => {
  it("becomes files, whatever the quotes, and the same content the same file", () => {
    const files = new Map<string, Uint8Array>();
    const styles = String.raw`a{b:url("data:image/svg+xml;charset=utf-8,<svg x=\"1\"/>")}
c{d:url('data:image/png;base64,AAAA')}e{f:url(data:image/png;base64,AAAA)}g{h:url(own.svg)}`;
    const moved = dataUrlsToFiles(styles, "it", files);
    const [svg, png] = [...files.keys()];

    expect(moved).toBe(`a{b:url('${svg}')}\nc{d:url('${png}')}e{f:url('${png}')}g{h:url(own.svg)}`);
    expect(svg).toMatch(/^it-[0-9a-f]{10}\.svg$/u);
    expect(png).toMatch(/^it-[0-9a-f]{10}\.png$/u);
    expect(Buffer.from(files.get(svg ?? "") ?? []).toString()).toBe('<svg x="1"/>');
  });
});
