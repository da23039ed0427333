import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
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
import { defaultKeys, type Sandbox, startSandbox } from "../../sandbox/src/index.ts";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { openSite, type OpenSite } from "./openSite.ts";
import { launched, noBrowser } from "./launched.ts";

const bundle = await readBundle();

/** A key that the page does not name itself. */
const KEY = defaultKeys.readOnly;

describe.skipIf(noBrowser !== "")(`the console in a real browser${noBrowser}`, () => {
  let docs: DocsServer;
  let sandbox: Sandbox;
  let site: OpenSite;
  let page: Page;
  let sent: { readonly endpoint: string; readonly key: string | undefined }[];

  beforeAll(async () => {
    docs = await startDocs({ port: 0 });
    sandbox = await startSandbox({ now: "fleet" });
    // What the vendor's page shows as going on has ended by then.
    sandbox.clock.advance(3_600_000);
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await docs.stop();
    await sandbox?.stop();
  });
  beforeEach(async () => {
    if (!("browser" in launched)) return;
    // As on a developer's own machine, for that is where the sandbox is.
    site = await openSite(launched.browser, docs.url, { serverUrl: "http://127.0.0.1:" });
    ({ page } = site);
    sent = [];
    page.on("request", (request) => {
      if (request.url().startsWith(docs.url) || !request.url().startsWith("http")) return;
      const key = request.headers()["x-api-key"];
      sent.push({ endpoint: `${request.method()} ${request.url()}`, key });
    });
  });
  afterEach(() => site.close());

  const addressOf = (id: string): string => {
    const tag = bundle.operations.find((operation) => operation.id === id)?.tag ?? "";
    return `console/index.html#/${encodeURIComponent(tag)}/${id}`;
  };

  /** Opens an operation by its deep link, for a server. */
  async function open(id: string, key: string, server = sandbox.url, root = docs.url) {
    await page.goto(`${root}/${addressOf(id)}`);
    await page.getByLabel("Server").selectOption("");
    await page.getByLabel("Address").fill(server);
    await page.getByLabel("API key").fill(key);
    await page.getByRole("button", { name: "Execute" }).waitFor();
  }

  async function execute(): Promise<string> {
    await page.getByRole("button", { name: "Execute" }).click();
    const answer = page.locator(".live-responses-table .response");
    await answer.waitFor();
    return await answer.innerText();
  }

  const status = (text: string) => page.locator("#console-status").getByText(text).waitFor();

  it("shows every operation", async () => {
    await page.goto(`${docs.url}/console/index.html`);
    for (const { summary } of bundle.operations) {
      await page.locator(".opblock-summary").getByText(summary, { exact: true }).waitFor();
    }
    expect(bundle.operations).not.toHaveLength(0);
  });

  it("opens each operation by its own address, in a page that is open already, too", async () => {
    for (const [index, { id }] of bundle.operations.entries()) {
      await page.goto(`${docs.url}/${addressOf(id)}`);
      await page.locator(`.opblock.is-open[id$="-${id}"]`).waitFor();
      expect(await page.locator(".opblock.is-open").count()).toBe(index + 1);
    }
  });

  it("gets a 200 from the sandbox with the key that the page names, and shows its chargers", async () => {
    await page.goto(`${docs.url}/console/index.html`);
    const named = await page.locator("#key-hint code").textContent();
    await open("listEvChargers", named ?? "");
    const answer = await execute();

    expect(answer).toMatch(/^200/u);
    expect(answer).toContain("Wallbox 7kW");
    expect(sent.at(-1)?.endpoint).toContain(`GET ${sandbox.url}/ev-charger`);
    expect(sent.at(-1)?.key).toBe(named);
  });

  it("pushes an action with the body of the contract's example, to the charger of its example", async () => {
    await open("pushEvChargerAction", defaultKeys.sandbox);
    const answer = await execute();

    expect(answer).toMatch(/^202/u);
    expect(answer).toContain("acknowledged");
    expect(sent.at(-1)?.endpoint).toBe(`POST ${sandbox.url}/ev-charger/device_ev_001`);
  });

  it("works when it was opened from a file", async () => {
    const dist = pathToFileURL(join(import.meta.dirname, "../dist")).href;
    await open("getEvCharger", KEY, sandbox.url, dist);

    expect(await execute()).toMatch(/^200/u);
  });

  it("sends what comes after a change of the server to the new one", async () => {
    await open("getEvCharger", KEY, "http://127.0.0.1:9");
    await page.getByLabel("Address").fill(`${sandbox.url}/`);

    expect(await execute()).toMatch(/^200/u);
    expect(sent.map(({ endpoint }) => new URL(endpoint.slice(4)).origin)).toEqual([sandbox.url]);
  });

  it("shows the error of a key that is not known", async () => {
    await open("listActions", "amps_sk_test_unknown");

    expect(await execute()).toContain("INVALID_API_KEY");
    expect(site.complaints.splice(0)).toEqual([
      expect.stringContaining("answered 401"),
      expect.stringContaining("401"),
    ]);
  });

  it("keeps the key out of everything that can be seen, stored or logged", async () => {
    const logged: string[] = [];
    page.on("console", (message) => logged.push(message.text()));
    await open("listActions", KEY);
    await execute();
    const seen = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        document.body.innerText,
        location.href,
        JSON.stringify(Object.entries(localStorage)),
        JSON.stringify(Object.entries(sessionStorage)),
        document.cookie,
      ].join("\n"),
    );

    expect(seen).toContain("x-api-key: YOUR_API_KEY");
    expect(`${seen}\n${logged.join("\n")}`).not.toContain(KEY);
    expect(sent.at(-1)?.key).toBe(KEY);
  });

  it("has forgotten the key when the page is loaded again", async () => {
    await open("listActions", KEY);
    await execute();
    await page.reload();
    await page.getByRole("button", { name: "Execute" }).waitFor();

    expect(await page.getByLabel("API key").inputValue()).toBe("");
  });

  it("does not follow a redirect, which could take the key to another server", async () => {
    const target = await listen((_, response) => response.end());
    const first = await listen((request, response) => {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-allow-headers", "*");
      response.writeHead(request.method === "OPTIONS" ? 204 : 307, { location: target.url }).end();
    });
    await open("listActions", KEY, first.url);

    expect(await execute()).toContain("answered with a redirect");
    await status("answered with a redirect");
    expect(first.asked.at(-1)).toContain("GET /actions");
    expect(target.asked).toEqual([]);
  });

  it("says what to do when no server answers, where the answer would be and above", async () => {
    await open("listActions", KEY, "http://127.0.0.1:9");

    const answer = await execute();

    expect(answer).toContain("No answer from http://127.0.0.1:9. Is the server running?");
    expect(answer).not.toContain("Error:");
    await status("No answer from http://127.0.0.1:9. Is the server running?");
    expect(site.complaints.splice(0).length).toBeGreaterThan(0);
  });

  it.each([
    ["Address", "localhost:4020", "Address: it must begin with http"],
    ["API key", "two words", "API key: it must have only"],
  ])("refuses a wrong %s, before anything is sent", async (field, value, message) => {
    await open("listActions", KEY);
    await page.getByLabel(field).fill(value);
    await status(message);

    expect(await page.getByLabel(field).getAttribute("aria-invalid")).toBe("true");
    expect(await execute()).toContain(message);
    expect(sent).toEqual([]);
  });

  it("is one click away from an operation of the reference", async () => {
    const [operation] = bundle.operations;
    if (operation === undefined) throw new Error("The bundle has no operation.");
    await page.goto(
      `${docs.url}/reference/index.html#/${operation.tag.toLowerCase().replaceAll(" ", "-")}/${operation.id}`,
    );
    await page.getByRole("main").getByRole("link", { name: "Try it" }).first().click();
    await page.getByRole("button", { name: "Execute" }).waitFor();

    expect(page.url()).toContain("/console/index.html#/");
  });
});

/** A server of a test's own, and what it was asked. */
async function listen(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked };
}
