import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { PUBLIC_HOST } from "./browser.ts";

/** A page of the site that is open in a browser, and whatever it should not have done. */
export interface OpenSite {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to other hosts, failed ones, console errors, exceptions, and what a policy stopped. */
  readonly complaints: string[];
  /** Closes it. @throws Error with the complaints, when there are any */
  close(): Promise<void>;
}

/** The address that a served site has for the browser: not a local one, as Redoc treats those in other ways. */
export const originOf = (url: string): string => `http://${PUBLIC_HOST}:${new URL(url).port}`;

/**
 * Opens a new page that may load what is under `origin`, and files.
 *
 * @param options `serverUrl` is an API that the page may call, too; the others are Playwright's.
 */
export async function openSite(
  browser: Browser,
  origin: string,
  { serverUrl, ...options }: BrowserContextOptions & { readonly serverUrl?: string } = {},
): Promise<OpenSite> {
  const complaints: string[] = [];
  const context = await browser.newContext(options);
  context.setDefaultTimeout(5000);
  context.on("request", (request) => {
    const own = ["data:", "file:", `${origin}/`, ...(serverUrl === undefined ? [] : [serverUrl])];
    const isOwn = own.some((start) => request.url().startsWith(start));
    if (!isOwn) complaints.push(`request to another host: ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // A page that is left gives up what it still waits for.
    if (reason !== "net::ERR_ABORTED")
      complaints.push(`failed request: ${request.url()} ${reason}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400)
      complaints.push(`answered ${response.status()}: ${response.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console error: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`thrown: ${error.error().message}`));
  // What the page's own policy stops never becomes a request, but should not be tried either.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) => {
      // Redoc tries `eval` to learn whether it may search in workers, and searches without them.
      if (blockedURI !== "eval") console.error(`stopped by ${violatedDirective}: ${blockedURI}`);
    });
  });
  const page = await context.newPage();
  return {
    page,
    context,
    complaints,
    async close() {
      // A page that is left may still want to report something.
      await page.goto("about:blank");
      await context.close();
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
    },
  };
}

/** Waits until Redoc has taken over the prerendered reference: what is clicked before that is lost. */
export async function takenOver(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const search = document.querySelector('[data-testid="search-trigger"]');
    return search !== null && !search.textContent.includes("Loading");
  });
}
