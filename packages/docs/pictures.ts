// Makes the pictures of the built site that are committed: the social card, and the first page for the README.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startDocs } from "./src/startDocs.ts";
import { launchBrowser } from "./test/browser.ts";

const browserFolder = join(import.meta.dirname, "src", "browser");
const launched = await launchBrowser();
if (!("browser" in launched)) throw new Error(`No browser starts here: ${launched.reason}`);
const { browser } = launched;
const server = await startDocs({ port: 0 });
try {
  const page = await browser.newPage({
    viewport: { width: 1360, height: 830 },
    colorScheme: "light",
  });
  await page.goto(`${server.url}/index.html`);
  await page.screenshot({ path: join(import.meta.dirname, "first-page.png") });

  const title = await page.title();
  const claim = await page.locator("h1").innerText();
  const icon = await readFile(join(browserFolder, "icon.svg"), "utf8");
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.goto("about:blank");
  await page.setContent(cardOf(icon));
  await page.locator("b").evaluate((element, text) => (element.textContent = text), title);
  await page.locator("h1").evaluate((element, text) => (element.textContent = text), claim);
  await page.screenshot({ path: join(browserFolder, "card.png") });
} finally {
  await browser.close();
  await server.stop();
}

function cardOf(icon: string): string {
  // A flat picture: a gradient would make the file six times as large.
  return `<!doctype html><style>
    body { display: flex; flex-direction: column; justify-content: space-between; box-sizing: border-box; overflow: hidden;
      height: 630px; margin: 0; padding: 80px; background: #0c1a13; color: #e8efeb; font: 34px/1.4 "Open Sans", system-ui, sans-serif }
    header { display: flex; gap: 24px; align-items: center }
    header svg { width: 72px }
    .bolt { position: absolute; right: -230px; top: -90px; width: 820px; z-index: -1 }
    h1 { max-width: 1000px; margin: 0; font-size: 72px; line-height: 1.12; letter-spacing: -0.025em; text-wrap: balance }
    p { margin: 0; color: #a2b1a9 }
  </style><body><svg class="bolt" viewBox="0 0 32 32"><path d="M18.6 4.6 8.4 18.2h6.5l-1.5 9.2 10.2-13.6h-6.5z" fill="#103a26"/></svg>
  <header>${icon}<b></b></header><h1></h1><p>Reference · Guides · Console</p></body>`;
}
