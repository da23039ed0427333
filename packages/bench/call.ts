import { setImmediate as nextTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isRecord } from "../../scripts/isRecord.ts";
import type { Lister } from "./contestants/Lister.ts";
import { type Job, KEY_HEADER, readJob } from "./job.ts";
import type { Calls } from "./startCaller.ts";

// A program: has one contestant do the job, in a process where nothing else has run. For each number
// that it is sent it calls for so many milliseconds, and answers how many calls it made. Every
// answer is checked.
const { values } = parseArgs({
  options: {
    module: { type: "string", default: "" },
    "base-url": { type: "string", default: "" },
    key: { type: "string", default: "" },
    /** Put a stub in the place of the global `fetch`. */
    stub: { type: "boolean", default: false },
    "at-once": { type: "string", default: "1" },
  },
});

const { stub: stubbed, "base-url": baseUrl, key: apiKey } = values;
const job = await readJob();
// Before the contestant is loaded, which may keep the `fetch` that it finds.
if (stubbed) globalThis.fetch = stubFor(job, baseUrl, apiKey);
const contestant: unknown = await import(pathToFileURL(values.module).href);
if (!hasLister(contestant)) throw new TypeError(`${values.module} exports no lister.`);
const list = contestant.lister({ baseUrl, apiKey, stubbed });
const atOnce = Number(values["at-once"]);

process.on("message", (milliseconds) => {
  void callFor(Number(milliseconds)).then((calls) => process.send?.(calls));
});

async function callFor(milliseconds: number): Promise<Calls> {
  const started = performance.now();
  const end = started + milliseconds;
  let made = 0;
  const call = async (): Promise<void> => {
    do {
      const { length } = await list(job.limit);
      if (length !== job.items) throw new Error(`It returned ${length} items, not ${job.items}.`);
      made += 1;
      // Over a stub, no turn of the event loop would ever end, and nothing that waits for one, such
      // as the registries of garbage collection, would run: nobody's program is like that.
      if (stubbed && made % 64 === 0) await nextTurn();
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: atOnce }, call));
  return { calls: made, milliseconds: performance.now() - started };
}

function hasLister(module: unknown): module is { lister: Lister } {
  return isRecord(module) && typeof module["lister"] === "function";
}

/** A `fetch` that answers at once, and that checks what its first call asks for. */
function stubFor({ target, payload }: Job, base: string, key: string): typeof fetch {
  const url = new URL(target, base).href;
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(payload)),
  };
  let checked = false;
  return async (input, init) => {
    if (!checked) {
      const asked = new Request(input, init);
      if (asked.method !== "GET" || asked.url !== url || asked.headers.get(KEY_HEADER) !== key) {
        throw new Error(`It asked for ${asked.method} ${asked.url}, not ${url}, or had no key.`);
      }
      checked = true;
    }
    return new Response(payload, { headers });
  };
}
