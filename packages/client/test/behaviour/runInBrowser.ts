import { launchBrowser } from "../../../docs/test/browser.ts";
import { Missing, type Run } from "./Runtime.ts";

/** Runs in a page of the scripted server. */
export async function runInBrowser({ bundle, server, site }: Run): Promise<void> {
  const launched = await launchBrowser();
  if ("reason" in launched) throw new Missing(launched.reason);
  try {
    server.publish("/page", "text/html", "<!doctype html><title>Behaviours</title>");
    server.publish("/behaviours.mjs", "text/javascript", bundle);
    const page = await launched.browser.newPage();
    await page.goto(`${server.origin}/page`);
    await page.evaluate(`import("/behaviours.mjs").then(({ report }) => report(${site}))`);
  } finally {
    await launched.browser.close();
  }
}
