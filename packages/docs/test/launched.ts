import { launchBrowser } from "./browser.ts";

/** The browser of a test file, or why there is none. Whoever imports it closes it. */
export const launched = await launchBrowser();

/** What the name of a suite that needs it says where there is none; else empty. */
export const noBrowser =
  "reason" in launched ? ` (skipped: no browser starts here: ${launched.reason})` : "";
