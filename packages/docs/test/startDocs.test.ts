import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";

describe("startDocs", () => {
  let home: string;
  let dir: string;
  let server: DocsServer;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "ev-charger-docs-"));
    dir = join(home, "dist");
    await mkdir(join(dir, "folder"), { recursive: true });
    await writeFile(join(home, "secret.txt"), "secret");
    await writeFile(join(dir, ".hidden"), "secret");
    await writeFile(join(dir, "index.html"), "<h1>first</h1>");
    await writeFile(join(dir, "openapi.json"), "{}");
    await writeFile(join(dir, "openapi.yaml"), "a: 1");
    server = await startDocs({ port: 0, dir });
  });
  afterEach(async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  it.each([
    ["/", "text/html; charset=utf-8", "<h1>first</h1>"],
    ["/index.html?x=1", "text/html; charset=utf-8", "<h1>first</h1>"],
    ["/openapi.json", "application/json", "{}"],
    ["/openapi.yaml", "application/yaml", "a: 1"],
  ])("serves %s as %s", async (path, type, body) => {
    const response = await fetch(server.url + path);

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toBe(body);
  });

  it("shows a page that was rebuilt meanwhile", async () => {
    const before = await fetch(server.url);
    const etag = before.headers.get("etag") ?? "";
    const same = await fetch(server.url, { headers: { "if-none-match": etag } });
    await writeFile(join(dir, "index.html"), "<h1>again</h1>");
    const after = await fetch(server.url, { headers: { "if-none-match": etag } });

    expect(before.headers.get("cache-control")).toBe("no-cache");
    expect(same.status).toBe(304);
    expect(after.status).toBe(200);
    expect(await after.text()).toBe("<h1>again</h1>");
  });

  it("serves pages as they are, unless they are to load again", async () => {
    expect(await (await fetch(server.url)).text()).toBe("<h1>first</h1>");
    expect((await fetch(`${server.url}/-/changes`)).status).toBe(404);
  });

  it("tells open pages to load again, by a script that the site's own policy allows", async () => {
    const live = await startDocs({ port: 0, dir, reloads: true });
    try {
      const html = await (await fetch(live.url)).text();
      const [, address = ""] = /<script src="(\/[^"]+)"><\/script>/u.exec(html) ?? [];
      const script = await fetch(live.url + address);
      const [, changes = ""] = /EventSource\("([^"]+)"\)/u.exec(await script.text()) ?? [];
      const events = await fetch(live.url + changes);
      live.reload();
      const { value } = (await events.body?.getReader().read()) ?? {};

      expect(script.headers.get("content-type")).toContain("text/javascript");
      expect(events.headers.get("content-type")).toBe("text/event-stream");
      expect(new TextDecoder().decode(value)).toBe("data: changed\n\n");
    } finally {
      await live.stop();
    }
  });

  it("answers HEAD with the headers alone", async () => {
    const response = await fetch(server.url, { method: "HEAD" });

    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("14");
    expect(await response.text()).toBe("");
  });

  it.each([
    "/missing",
    "/folder",
    "/folder/",
    "/openapi.json/x",
    "/.hidden",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/folder/..%2f..%2fsecret.txt",
    "/%00",
    "/%",
  ])("answers %s with 404 and plain text", async (path) => {
    const { status, type, body } = await getRaw(server.url, path);

    expect(status).toBe(404);
    expect(type).toBe("text/plain; charset=utf-8");
    expect(body).toBe("There is no such page.\n");
  });

  it("says that the docs are not built where they are not", async () => {
    await rm(join(dir, "index.html"));
    const response = await fetch(server.url);

    expect(response.status).toBe(404);
    expect(await response.text()).toContain("not built yet");
  });

  it("answers what is neither GET nor HEAD with 405", async () => {
    const response = await fetch(server.url, { method: "POST" });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
  });

  it("names the port and the flag when the port is taken", async () => {
    const port = Number(new URL(server.url).port);

    await expect(startDocs({ port, dir })).rejects.toThrow(
      `The docs: port ${port} is already in use. Choose another one with --docs-port.`,
    );
  });

  it.each([-1, 65_536, 1.5, Number.NaN])("refuses %d as a port", async (port) => {
    await expect(startDocs({ port, dir })).rejects.toThrow("--docs-port must be an integer");
  });

  it("answers no more once stopped, and can be stopped with a connection open", async () => {
    const other = await startDocs({ port: 0, dir });
    await (await fetch(other.url)).text();
    await other.stop();

    await expect(fetch(other.url)).rejects.toThrow("fetch failed");
  });
});

/** Unlike `fetch`, sends the path as it is written. */
async function getRaw(url: string, path: string) {
  return await new Promise<{ status?: number; type?: string; body: string }>((resolve, reject) => {
    const sent = request(url, { path }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => {
        const { statusCode: status, headers } = response;
        const type = headers["content-type"];
        resolve({
          body,
          ...(status === undefined ? {} : { status }),
          ...(type === undefined ? {} : { type }),
        });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}
