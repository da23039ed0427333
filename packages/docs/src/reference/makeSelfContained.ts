import { dataUrlsToFiles } from "../site/dataUrlsToFiles.ts";
import type { ReferenceParts } from "./splitPage.ts";

/** A reference that asks no other host for anything, and what has to stand beside its page. */
export interface Reference extends ReferenceParts {
  /** Pictures and fonts, by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What Redoc's script asks foreign hosts for even when it is inlined, and what it gets instead. */
const FOREIGN_ASSETS: Readonly<Record<string, string>> = {
  "https://cdn.redoc.ly/redoc/logo-mini-full.svg": "redoc-full.svg",
  "https://cdn.redoc.ly/redoc/logo-mini.svg": "redoc.svg",
  "https://cdn.redocly.com/icons/fa/7.0.0": "icons",
  "https://cdn.redocly.com/icons/code/5.24.0": "icons",
};

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
 * Replaces in a reference the addresses that it would still fetch from other hosts, moves what its
 * styles carry in themselves to files, and checks that nothing foreign remains.
 *
 * @throws {Error} when an address that should be removed is not there (Redocly has changed), when
 *   Redoc's reports to its maker are not switched off, or when anything foreign is still loaded.
 */
export function makeSelfContained(parts: ReferenceParts): Reference {
  const files = new Map<string, Uint8Array>([
    ["redoc-full.svg", drawWord("Redoc", 38)],
    ["redoc.svg", drawWord("R", 12)],
  ]);
  let { engine } = parts;
  for (const [asset, replacement] of Object.entries(FOREIGN_ASSETS)) {
    if (!engine.includes(asset)) {
      throw new Error(
        `Expected the page to ask for ${asset}, but it no longer does: @redocly/cli has changed. ` +
          "Look at what the page loads now and correct FOREIGN_ASSETS in packages/docs/src/reference/makeSelfContained.ts.",
      );
    }
    engine = engine.replaceAll(asset, replacement);
  }
  if (!/options:\{[^\n]*"disableTelemetry":true/u.test(parts.contract)) {
    throw new Error(
      'Expected the page\'s options to hold "disableTelemetry":true, or it reports its readers to Redocly. ' +
        "It comes from REDOCLY_TELEMETRY=off in packages/docs/src/reference/buildReference.ts.",
    );
  }
  const reference = {
    head: dataUrlsToFiles(parts.head, "redoc", files),
    content: parts.content,
    engine: dataUrlsToFiles(engine, "redoc", files),
    contract: parts.contract,
    files,
  };
  const { head, content, contract } = reference;
  const loads = findForeignLoads([head, content, reference.engine, contract].join("\n"));
  if (loads.length > 0) {
    throw new Error(
      `The page must work offline, but it loads:\n${loads.map((load) => `  ${load}`).join("\n")}\n` +
        "Remove it from the spec, or, if it is Redoc's, add it to FOREIGN_ASSETS in packages/docs/src/reference/makeSelfContained.ts.",
    );
  }
  return reference;
}

/** A word as a picture, in Redocly's blue. */
function drawWord(word: string, width: number): Uint8Array {
  const text = `<text y="11" font-family="sans-serif" font-size="12" font-weight="bold" fill="#2467f2">${word}</text>`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="14">${text}</svg>`,
  );
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
