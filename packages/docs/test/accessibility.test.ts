import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startDocs } from "../src/startDocs.ts";
import type { DocsServer } from "../src/startDocs.ts";
import { readBundle } from "./bundle.ts";
import { fragmentOf } from "./fragmentOf.ts";
import { openSite, originOf } from "./openSite.ts";
import { launched, noBrowser } from "./launched.ts";

const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
// One that sends something: it shows the most.
const operation = (await readBundle()).operations.find(({ endpoint }) => endpoint.startsWith("P"));
if (operation === undefined) throw new Error("The contract has no operation with a body.");

const PAGES: readonly (readonly [address: string, ready: string])[] = [
  ["index.html", "main"],
  ["guides/quick-start.html", "main"],
  ["guides/errors.html", "main"],
  ["reference/index.html", "main h1"],
  [`reference/index.html${fragmentOf(operation)}`, ".panel-request-samples"],
  ["console/index.html", ".opblock"],
  ["changelog.html", "main"],
];

/** What others make and we cannot mend: the rule, a part of the selector, and why. */
const KNOWN: readonly (readonly [rule: string, part: string, reason: string])[] = [
  [
    "nested-interactive",
    ".opblock-summary-control",
    "Swagger UI puts the path, which it makes focusable, into the button that opens an operation.",
  ],
];

describe.skipIf(noBrowser !== "")(`what axe says${noBrowser}`, () => {
  let server: DocsServer;
  let origin: string;

  beforeAll(async () => {
    server = await startDocs({ port: 0 });
    origin = originOf(server.url);
  });
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
    await server.stop();
  });

  const cases = PAGES.flatMap(([address, ready]) =>
    [1400, 390].flatMap((width) =>
      (["light", "dark"] as const).map((colorScheme) => ({ address, ready, width, colorScheme })),
    ),
  );

  it.each(cases)(
    "of $address is nothing serious: $width px wide, $colorScheme",
    async ({ address, ready, width, colorScheme }) => {
      if (!("browser" in launched)) return;
      const site = await openSite(launched.browser, origin, {
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: "reduce",
      });
      onTestFinished(() => site.close());
      const { page } = site;
      await page.goto(`${origin}/${address}`, { waitUntil: "networkidle" });
      await page.locator(ready).first().waitFor();
      await page.evaluate(axe);
      const { violations }: AxeResults = await page.evaluate("axe.run()");
      const serious = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => ({ id, target: target.join(" ") })))
        .filter(({ id, target }) => {
          return !KNOWN.some(([rule, part]) => rule === id && target.includes(part));
        });

      expect(serious).toEqual([]);
    },
  );
});
