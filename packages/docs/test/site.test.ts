import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtemp, mkdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { openSite, type OpenSite, originOf, takenOver } from "./openSite.ts";
import { readSite } from "./siteLinks.ts";
import { launched, noBrowser } from "./launched.ts";

const dist = join(import.meta.dirname, "../dist");
const { pages } = await readSite(dist);

/** The inline scripts of a page as a policy allows them, one by one. */
const hashes = (html: string): string =>
  Array.from(
    html.matchAll(/<script(?: data-files="[^"]*")?>([^]*?)<\/script>/gu),
    ([, code = ""]) => {
      return ` 'sha256-${createHash("sha256").update(code).digest("base64")}'`;
    },
  ).join("");

async function open(url: string): Promise<OpenSite> {
  if (!("browser" in launched)) throw new Error(launched.reason);
  return await openSite(launched.browser, originOf(url));
}

/** Hands on what another server answers, with a policy of its own: that host, and these scripts. */
async function startStrict(behind: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const answer = await fetch(behind + (request.url ?? ""));
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, {
        "content-type": answer.headers.get("content-type") ?? "",
        "content-security-policy": `default-src 'self'; script-src 'self'${hashes(body.toString())}; style-src 'self' 'unsafe-inline'`,
      });
      response.end(body);
    };
    pass().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

describe("each page's own policy", () => {
  it.each([...pages])("of %s allows the site alone, and nothing that is evaluated", (_, html) => {
    const [, policy = ""] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html) ?? [];
    const directives = policy.split("; ");
    const scripts = directives.find((one) => one.startsWith("script-src ")) ?? "";

    expect(directives).toContain("default-src 'self'");
    expect(scripts).toMatch(/^script-src 'self'(?: 'sha256-[\w+/=]+')*$/u);
  });
});

describe.skipIf(noBrowser !== "")(`every page in a real browser${noBrowser}`, () => {
  let home: string;
  let server: DocsServer;
  let site: OpenSite;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "ev-charger-site-"));
    await mkdir(join(home, "some"));
    await symlink(dist, join(home, "some", "path"), "junction");
    server = await startDocs({ port: 0, dir: home });
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
    await rm(home, { recursive: true });
  });
  beforeEach(async () => {
    site = await open(server.url);
  });
  afterEach(() => site.close());

  it("works below another path, without an error or a foreign request", async () => {
    for (const file of pages.keys()) {
      await site.page.goto(`${originOf(server.url)}/some/path/${file}`, { waitUntil: "load" });
      await site.page.locator("#content").waitFor();
      expect(site.complaints, file).toEqual([]);
    }
  }, 120_000);

  it("works under a server's policy of its own host and these very scripts", async () => {
    const strict = await startStrict(server.url);
    onTestFinished(() => strict.stop());
    const opened = await open(strict.url);
    const { page, complaints } = opened;
    for (const file of ["index.html", "guides/quick-start.html", "reference/index.html"]) {
      await page.goto(`${originOf(strict.url)}/some/path/${file}`, { waitUntil: "networkidle" });
      expect(complaints, file).toEqual([]);
    }
    // What Redoc's script makes, which no prerendered text has.
    await takenOver(page);
    await opened.close();
  });

  it("works when opened from a file without any network", async () => {
    await site.context.setOffline(true);
    for (const file of pages.keys()) {
      await site.page.goto(pathToFileURL(join(dist, file)).href, { waitUntil: "load" });
      await site.page.locator("#content").waitFor();
      expect(site.complaints, file).toEqual([]);
    }
  }, 120_000);
});
