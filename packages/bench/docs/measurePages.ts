import type { Browser } from "playwright-core";
import type { ComparisonOptions } from "../Comparison.ts";
import type { Table } from "../figures.ts";
import { type Device, load, type Load } from "./load.ts";
import type { DocsPage } from "./pages.ts";
import { servePages } from "./servePages.ts";
import { tablesOf } from "./tables.ts";

/** How pages are measured. */
export interface Measuring extends Omit<ComparisonOptions, "profile"> {
  readonly devices: readonly Device[];
  /** A text that every page shows once it shows the contract. */
  readonly shows: string;
}

/** More than the headers of an answer of this server take. */
const HEADERS = 1000;

/**
 * Loads every page on every device, in turns.
 *
 * @param pages one of them made by plain Redocly
 * @throws Error when one does not load, or when the browser and the server count differently
 */
export async function measurePages(
  browser: Browser,
  pages: readonly DocsPage[],
  { devices, shows, runs, warmUp, signal, progress }: Measuring,
): Promise<Table[]> {
  const server = await servePages(Object.fromEntries(pages.map(({ id, folder }) => [id, folder])));
  try {
    const tables: Table[] = [];
    for (const device of devices) {
      const loads = new Map<string, Load[]>(pages.map(({ id }) => [id, []]));
      for (let run = warmUp ? 0 : 1; run <= runs; run += 1) {
        progress(`${device.label}: ${run === 0 ? "warming up" : `run ${run} of ${runs}`} …`);
        for (const { id, label, page } of pages) {
          signal.throwIfAborted();
          const loaded = await load(browser, `${server.url}/${id}/${page}`, device, shows);
          assertCounted(label, loaded, server.taken());
          if (run > 0) loads.get(id)?.push(loaded);
        }
      }
      const loaded = pages.map(({ id, label }) => ({ id, label, loads: loads.get(id) ?? [] }));
      tables.push(...tablesOf(device.label, loaded));
    }
    return tables;
  } finally {
    await server.stop();
  }
}

/**
 * Holds what the browser says it received to what the server says it sent.
 *
 * @throws Error when they differ by more than headers
 */
export function assertCounted(
  label: string,
  { bytes, requests }: Pick<Load, "bytes" | "requests">,
  sent: { readonly bytes: number; readonly requests: number },
): void {
  const most = sent.bytes + sent.requests * HEADERS;
  if (bytes >= sent.bytes && bytes <= most && requests >= sent.requests) return;
  throw new Error(
    `${label}: the browser counted ${bytes} bytes of ${requests} requests, the server ${sent.bytes} of ${sent.requests}.`,
  );
}
