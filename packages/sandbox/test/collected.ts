import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** What is still in memory when all that nobody needs is collected, in MB. */
export function collected(): {
  readonly heap: number;
  readonly buffers: number;
  readonly rss: number;
} {
  if (typeof collect !== "function") throw new TypeError("There is no way to collect garbage.");
  Reflect.apply(collect, undefined, []);
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed / 1e6, buffers: external / 1e6, rss: rss / 1e6 };
}
