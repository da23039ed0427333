/** What Redoc's script asks foreign hosts for even when it is inlined, and what it gets instead. */
const FOREIGN_ASSETS: Readonly<Record<string, string>> = {
  "https://cdn.redoc.ly/redoc/logo-mini-full.svg": drawWord("Redoc", 38),
  "https://cdn.redoc.ly/redoc/logo-mini.svg": drawWord("R", 12),
  "https://cdn.redocly.com/icons/fa/7.0.0": "data:,",
  "https://cdn.redocly.com/icons/code/5.24.0": "data:,",
};

const TELEMETRY_IS_OFF = /const __redoc_options = \{[^\n]*"disableTelemetry":true/u;

/** An address on another host. */
const FOREIGN = /(?:(?:https?|wss?):)?\/\/[\w[][^\s"'`)>\\]*/u;

/** What stands before an address that a browser fetches without being asked by its reader. */
const LOADED_BY = {
  tag: /<(?:script|link|img|image|iframe|source|video|audio|track|embed|object|use)\b[^>]*?\b(?:src|srcset|href|data|poster)\s*=\s*["']?\s*/u,
  style: /(?:@import\s*["']\s*|\burl\(\s*["']?\s*)/u,
  script:
    /(?:\bfrom|\bimport|\b(?:import|importScripts|fetch|sendBeacon|Worker|EventSource|WebSocket)\()\s*["'`]/u,
  "image drawn by a script": /\bsrc\s*[:=][^,;{}]{0,60}?["'`]/u,
  "image in a description": /!\[[^\]\n]*\]\(\s*<?/u,
} as const;

/** Hosts that serve nothing but parts of pages: suspicious wherever they are named. */
const DELIVERY_HOST =
  /https?:\/\/(?:cdn\.[\w.-]+|unpkg\.com|(?:[\w-]+\.)?jsdelivr\.net|cdnjs\.cloudflare\.com|fonts\.(?:googleapis|gstatic)\.com)[^\s"'`)>\\]*/giu;

/**
 * Replaces in a page built by `redocly build-docs --inlineBundle` the addresses that it would still
 * fetch from other hosts, and checks that none remains. The page's links to its own parts then work
 * wherever it is put.
 *
 * @param html The page as Redocly wrote it.
 * @returns The page, which a browser shows without asking any other host for anything.
 * @throws {Error} when an address that should be removed is not there (Redocly has changed), when
 *   Redoc's reports to its maker are not switched off, or when anything foreign is still loaded.
 */
export function makeSelfContained(html: string): string {
  let page = html;
  for (const [asset, replacement] of Object.entries(FOREIGN_ASSETS)) {
    if (!page.includes(asset)) {
      throw new Error(
        `Expected the page to ask for ${asset}, but it no longer does: @redocly/cli has changed. ` +
          "Look at what the page loads now and correct FOREIGN_ASSETS in packages/docs/makeSelfContained.ts.",
      );
    }
    page = page.replaceAll(asset, replacement);
  }
  if (!TELEMETRY_IS_OFF.test(page)) {
    throw new Error(
      'Expected the page\'s options to hold "disableTelemetry":true, or it reports its readers to Redocly. ' +
        "It comes from REDOCLY_TELEMETRY=off in packages/docs/buildDocs.ts.",
    );
  }
  const loads = findForeignLoads(page);
  if (loads.length > 0) {
    throw new Error(
      `The page must work offline, but it loads:\n${loads.map((load) => `  ${load}`).join("\n")}\n` +
        "Remove it from the spec or page.hbs, or, if it is Redoc's, add it to FOREIGN_ASSETS in packages/docs/makeSelfContained.ts.",
    );
  }
  return linkByHash(page);
}

/**
 * Redocly renders the menu with links such as `/tag`, although the page's script handles `#/tag`
 * alone: opened in a new tab, or from a file, they would lead nowhere.
 */
function linkByHash(html: string): string {
  const scriptStart = html.indexOf('<script type="module"');
  return html.slice(0, scriptStart).replaceAll('href="/', 'href="#/') + html.slice(scriptStart);
}

/** A word as an image, in Redocly's blue, as an address that may stand within any quotes. */
function drawWord(word: string, width: number): string {
  const text = `<text y="11" font-family="sans-serif" font-size="12" font-weight="bold" fill="#2467f2">${word}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="14">${text}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/**
 * Finds what a page would load from other hosts. Plain links, which only a reader's click follows,
 * are not loads.
 *
 * @returns One line for each distinct load, such as `tag: https://example.com/a.js`.
 */
export function findForeignLoads(html: string): string[] {
  const loads = Object.entries(LOADED_BY).flatMap(([what, before]) => {
    const pattern = new RegExp(`${before.source}(?<address>${FOREIGN.source})`, "giu");
    return Array.from(html.matchAll(pattern), ({ groups }) => `${what}: ${groups?.["address"]}`);
  });
  const hosts = Array.from(
    html.matchAll(DELIVERY_HOST),
    ([address]) => `delivery host: ${address}`,
  );
  return [...new Set([...loads, ...hosts])];
}
