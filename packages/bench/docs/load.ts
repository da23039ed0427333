import type { Browser, CDPSession } from "playwright-core";

/** What a page is loaded on. */
export interface Device {
  readonly id: string;
  readonly label: string;
  /** How much slower the processor is. Default: not at all. */
  readonly slowdown?: number;
  /** Bytes per second and milliseconds of a round trip. Default: as the machine has it. */
  readonly network?: { readonly throughput: number; readonly latency: number };
}

/** How a page loaded. Times are in milliseconds from the beginning of the navigation. */
export interface Load {
  /** First contentful paint. */
  readonly painted: number;
  /** The end of the last task of over 50 ms, or of the first paint when that is later. */
  readonly interactive: number;
  /** Bytes of bodies and headers that had arrived by the first contentful paint. */
  readonly bytesBefore: number;
  /** All bytes. */
  readonly bytes: number;
  readonly requests: number;
}

/** So long a page has to be idle before it counts as loaded. */
const QUIET = 1000;
const LONGEST = 60_000;

/**
 * Loads a page once, with nothing cached.
 *
 * @param shows A text that has to be visible.
 * @throws Error when it does not come to rest within a minute
 */
export async function load(
  browser: Browser,
  url: string,
  { slowdown, network }: Device,
  shows: string,
): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const arrivals = await watchNetwork(session);
    if (slowdown !== undefined) {
      await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    }
    if (network !== undefined) {
      await session.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: network.latency,
        downloadThroughput: network.throughput,
        uploadThroughput: network.throughput,
      });
    }
    await page.addInitScript(watchTasks);
    await page.goto(url, { waitUntil: "load", timeout: LONGEST });
    await page.getByText(shows).first().waitFor({ timeout: LONGEST });
    const { painted, lastTask } = await page.evaluate(untilQuiet, {
      quiet: QUIET,
      longest: LONGEST,
    });
    return {
      painted,
      interactive: Math.max(painted, lastTask),
      bytesBefore: arrivals.bytesUntil(painted),
      bytes: arrivals.bytesUntil(Infinity),
      requests: arrivals.requests(),
    };
  } finally {
    await context.close();
  }
}

interface Arrivals {
  bytesUntil(this: void, milliseconds: number): number;
  requests(this: void): number;
}

/** Counts what arrives, by when it does. */
async function watchNetwork(session: CDPSession): Promise<Arrivals> {
  const chunks: { at: number; bytes: number; request: string }[] = [];
  const whole = new Map<string, { at: number; bytes: number }>();
  const seen = new Set<string>();
  let started: number | undefined;
  session.on("Network.requestWillBeSent", ({ requestId, timestamp, request }) => {
    if (request.url.startsWith("data:") || request.url.startsWith("blob:")) return;
    started ??= timestamp;
    seen.add(requestId);
  });
  session.on("Network.dataReceived", ({ requestId, timestamp, dataLength }) => {
    chunks.push({ at: timestamp, bytes: dataLength, request: requestId });
  });
  session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
    whole.set(requestId, { at: timestamp, bytes: encodedDataLength });
  });
  await session.send("Network.enable");
  return {
    requests: () => seen.size,
    bytesUntil: (milliseconds) => {
      const end = (started ?? 0) + milliseconds / 1000;
      let sum = 0;
      for (const request of seen) {
        const finished = whole.get(request);
        if (finished === undefined) continue;
        // Of what is still arriving, the browser tells the size after decompression alone.
        const own = chunks.filter((chunk) => chunk.request === request);
        const arrived = own.filter(({ at }) => at <= end);
        const part = finished.at <= end ? 1 : total(arrived) / Math.max(1, total(own));
        sum += finished.bytes * part;
      }
      return Math.round(sum);
    },
  };
}

const total = (chunks: readonly { readonly bytes: number }[]): number =>
  chunks.reduce((sum, { bytes }) => sum + bytes, 0);

/** In the page, before anything else: notes when its last long task ended. */
function watchTasks(): void {
  const tasks: { end: number } = { end: 0 };
  Reflect.set(globalThis, "benchTasks", tasks);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tasks.end = Math.max(tasks.end, startTime + duration);
    }
  }).observe({ type: "longtask", buffered: true });
}

/** In the page: waits until no long task has ended and nothing has been loaded for a while. */
async function untilQuiet({ quiet, longest }: { quiet: number; longest: number }) {
  const lastTask = (): number => {
    const tasks: unknown = Reflect.get(globalThis, "benchTasks");
    return typeof tasks === "object" && tasks !== null ? Number(Reflect.get(tasks, "end")) : 0;
  };
  const lastLoad = (): number =>
    Math.max(
      0,
      ...performance
        .getEntriesByType("resource")
        .map(({ startTime, duration }) => startTime + duration),
    );
  const begun = performance.now();
  const isQuiet = (): boolean =>
    performance.now() - Math.max(lastTask(), lastLoad(), begun) > quiet;
  while (!isQuiet() && performance.now() < longest) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  if (paint === undefined || !isQuiet()) throw new Error("The page did not come to rest.");
  return { painted: paint.startTime, lastTask: lastTask() };
}
