import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../docs/test/browser.ts";
import type { Comparison, NotMeasured } from "./Comparison.ts";
import type { Device } from "./docs/load.ts";
import { measurePages } from "./docs/measurePages.ts";
import { type DocsPage, ours, plainRedocly, scalar, swaggerUi } from "./docs/pages.ts";
import { messageOf } from "./messageOf.ts";
import { runAll } from "./runAll.ts";
import { runToEnd } from "./runToEnd.ts";

const DEVICES: readonly Device[] = [
  { id: "desk", label: "This machine" },
  {
    id: "phone",
    label: "Phone (processor 4 × slower, 10 Mbit/s, 40 ms)",
    slowdown: 4,
    network: { throughput: 1_250_000, latency: 40 },
  },
];

/** A text that every page shows once it shows the contract. */
const SHOWS = "EV Chargers";

const NOTES = [
  "Each page is made from the same contract and served from this machine by one server, every file compressed by gzip -9, nothing kept; a new browser context for each load. The pages take turns.",
  "First contentful paint is the browser's own figure. Interactive: the end of the last task of over 50 ms before a second without any and without a request, or the first paint when that is later.",
  "Bytes are those that the browser received, headers among them, by the instant of the first paint; in all, they are what the server says it sent.",
  "Scalar's page is told to use neither its maker's fonts nor telemetry; otherwise the pages are as each documentation would have it. Plain Redocly's asks its maker's host for a logo, which is not reached here.",
];

/** The reference page: how soon it is there, and what has to arrive for that. */
export const docs: Comparison = {
  summary: "Opening the reference: against plain Redocly's, Scalar's and Swagger UI's pages",

  async run({ runs, warmUp, signal, progress }) {
    const cleanUps: (() => Promise<void>)[] = [];
    const notMeasured: NotMeasured[] = [];
    try {
      progress("building the docs …");
      const build = ["exec", "turbo", "run", "@ev-charger/docs#docs"];
      await runToEnd("pnpm", build, { cwd: import.meta.dirname, signal });
      const file = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
      const home = await mkdtemp(join(tmpdir(), "bench-docs-"));
      cleanUps.push(() => rm(home, { recursive: true, force: true }));

      progress("making the pages …");
      const pages: DocsPage[] = [
        await ours(join(home, "ours")),
        await plainRedocly(join(home, "redocly"), file),
        await swaggerUi(join(home, "swagger"), file),
      ];
      try {
        pages.push(await scalar(join(home, "scalar"), file, signal));
      } catch (error) {
        signal.throwIfAborted();
        const reason = `It could not be fetched: ${messageOf(error)}`;
        notMeasured.push({ label: "Scalar", reason, failed: false });
      }

      const launched = await launchBrowser();
      if (!("browser" in launched)) throw new Error(`No browser starts here: ${launched.reason}`);
      cleanUps.push(() => launched.browser.close());
      const tables = await measurePages(launched.browser, pages, {
        devices: DEVICES,
        shows: SHOWS,
        runs,
        warmUp,
        signal,
        progress,
      });
      return { tables, notMeasured, notes: NOTES };
    } finally {
      await runAll(cleanUps.toReversed());
    }
  },
};
