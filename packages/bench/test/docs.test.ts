import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../../docs/test/browser.ts";
import { type Device, load, type Load } from "../docs/load.ts";
import { assertCounted, measurePages } from "../docs/measurePages.ts";
import { type DocsPage, plainRedocly, swaggerUi } from "../docs/pages.ts";
import { servePages } from "../docs/servePages.ts";
import { tablesOf } from "../docs/tables.ts";

const launched = await launchBrowser();
const noBrowser = "browser" in launched ? "" : ` (skipped, no browser: ${launched.reason})`;

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "bench-docs-test-"));
});
afterAll(async () => {
  if ("browser" in launched) await launched.browser.close();
  await rm(home, { recursive: true, force: true });
});

async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder);
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(folder, file), content);
  }
  return folder;
}

test("files are served compressed, counted as such, and not to be kept", async () => {
  const folder = await folderWith("served", { "a.html": "a".repeat(10_000) });
  const { url, taken, stop } = await servePages({ page: folder });
  try {
    const answer = await fetch(`${url}/page/a.html?b`);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toHaveLength(10_000);
    expect(taken()).toEqual({ bytes: Number(answer.headers.get("content-length")), requests: 1 });
    expect(taken()).toEqual({ bytes: 0, requests: 0 });

    expect((await fetch(`${url}/page/none.html`)).status).toBe(404);
    expect((await fetch(`${url}/page/..%2fserved/a.html`)).status).toBe(404);
  } finally {
    await stop();
  }
});

test("a page of which browser and server count different bytes is not measured", () => {
  const sent = { bytes: 5000, requests: 2 };
  expect(() => assertCounted("it", { bytes: 5400, requests: 2 }, sent)).not.toThrow();
  for (const bytes of [4999, 7001]) {
    expect(() => assertCounted("it", { bytes, requests: 2 }, sent)).toThrow(
      `it: the browser counted ${bytes} bytes of 2 requests, the server 5000 of 2.`,
    );
  }
  expect(() => assertCounted("it", { bytes: 5400, requests: 1 }, sent)).toThrow("of 1 requests");
});

describe("the tables", () => {
  const loadOf = (painted: number, bytesBefore: number): Load => {
    return { painted, interactive: painted * 2, bytesBefore, bytes: 1000, requests: 3 };
  };
  const tablesWith = (ours: Load) =>
    tablesOf("Here", [
      { id: "ours", label: "ours", loads: [ours] },
      { id: "redocly", label: "plain", loads: [loadOf(300, 1000)] },
      { id: "other", label: "other", loads: [loadOf(200, 900)] },
    ]).map(({ title, figures }) => ({ title, ours: figures[0] }));

  test("our first paint is held to the fastest of the others, our bytes to plain Redocly's", () => {
    const [paint, interactive, bytes] = tablesWith(loadOf(200, 100));
    expect(paint?.ours).toMatchObject({ ratio: 1, met: true });
    expect(interactive?.ours).toMatchObject({ median: 400, ratio: 1 });
    expect(bytes?.ours).toMatchObject({
      ratio: 0.1,
      met: true,
      also: { "all bytes": "1,000", requests: "3" },
    });
  });

  test("a slower first paint misses, and so do more bytes", () => {
    const [paint, , bytes] = tablesWith(loadOf(201, 101));
    expect(paint?.ours).toMatchObject({ met: false });
    expect(bytes?.ours).toMatchObject({ met: false });
  });
});

describe.skipIf(noBrowser !== "")(`in a real browser${noBrowser}`, () => {
  const here: Device = { id: "desk", label: "Here" };
  const shows = "EV Chargers";

  const browser = (): Browser => {
    if (!("browser" in launched)) throw new Error(launched.reason);
    return launched.browser;
  };

  /** Gzip leaves half of it. */
  const script = `// ${randomBytes(100_000).toString("hex")}`;

  /** A page that does something once it can be seen. */
  const page = (head: string, then: string): string =>
    `<!doctype html><title>A page</title>${head}<h1>${shows}</h1>
<script>new PerformanceObserver(() => { ${then} }).observe({ type: "paint", buffered: true });</script>`;

  async function loadOnce(name: string, html: string) {
    const folder = await folderWith(name, { "index.html": html, "script.js": script });
    const { url, taken, stop } = await servePages({ [name]: folder });
    try {
      const loaded = await load(browser(), `${url}/${name}/index.html`, here, shows);
      return { loaded, sent: taken() };
    } finally {
      await stop();
    }
  }

  const LOAD_SCRIPT =
    'const late = document.createElement("script"); late.src = "script.js"; document.body.append(late);';

  test("what is loaded after the first paint is no part of the bytes before it", async () => {
    const { loaded, sent } = await loadOnce("late", page("", LOAD_SCRIPT));
    expect(sent.requests).toBe(2);
    expect(loaded.requests).toBe(2);
    assertCounted("it", loaded, sent);
    expect(loaded.bytes).toBeGreaterThan(100_000);
    expect(loaded.bytesBefore).toBeGreaterThan(200);
    expect(loaded.bytesBefore).toBeLessThan(2_000);
    expect(loaded.painted).toBeGreaterThan(0);
    expect(loaded.interactive).toBeGreaterThanOrEqual(loaded.painted);
  });

  test("a script that the first paint waits for is part of the bytes before it", async () => {
    const { loaded } = await loadOnce("early", page('<script src="script.js"></script>', ""));
    expect(loaded.requests).toBe(2);
    expect(loaded.bytesBefore).toBe(loaded.bytes);
  });

  test("a page that works on after its first paint is interactive when it has done", async () => {
    const work = "const end = performance.now() + 200; while (performance.now() < end);";
    const { loaded } = await loadOnce("busy", page("", work));
    expect(loaded.interactive - loaded.painted).toBeGreaterThanOrEqual(200);
  });

  test("pages of the contract are measured in one run", async () => {
    const contract = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
    const own: DocsPage = {
      id: "ours",
      label: "ours",
      folder: await folderWith("ours", { "index.html": page("", "") }),
      page: "index.html",
    };
    const pages = [
      own,
      await plainRedocly(join(home, "redocly"), contract),
      await swaggerUi(join(home, "swagger"), contract),
    ];
    const progress: string[] = [];
    const [painted, interactive, bytes] = await measurePages(browser(), pages, {
      devices: [here],
      shows,
      runs: 1,
      warmUp: false,
      signal: new AbortController().signal,
      progress: (line) => progress.push(line),
    });
    expect(progress).toEqual(["Here: run 1 of 1 …"]);
    for (const table of [painted, interactive]) {
      expect(table?.figures.map(({ id, values }) => [id, values.length])).toEqual([
        ["ours", 1],
        ["redocly", 1],
        ["swagger", 1],
      ]);
    }
    const requests = new Map(bytes?.figures.map(({ id, also }) => [id, also?.["requests"]]));
    // Page, style, script and contract; plain Redocly's page also asks for its maker's logo.
    expect(requests.get("ours")).toBe("1");
    expect(requests.get("redocly")).toBe("2");
    expect(requests.get("swagger")).toBe("4");
    const sizes = new Map(bytes?.figures.map(({ id, median }) => [id, median]));
    expect(sizes.get("ours")).toBeLessThan(1_000);
    expect(sizes.get("swagger")).toBeGreaterThan(300_000);
  });
});
