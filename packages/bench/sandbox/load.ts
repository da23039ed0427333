import autocannon, { type Client } from "autocannon";
import { type Asks, readAsks } from "./asks.ts";
import type { Load, Order } from "./startLoader.ts";

// A program: for each order that it is sent it asks a server for something, from many connections at
// once, and answers how that went.

/** Requests that are prepared for each connection, which begins anew after so many. */
const PREPARED = 800;

let asks: { readonly chargers: number; readonly of: Asks } | undefined;

process.on("message", (order: Order) => {
  void press(order).then((load) => process.send?.(load));
});

async function press({
  url,
  kind,
  from,
  milliseconds,
  connections,
  chargers,
}: Order): Promise<Load> {
  if (asks?.chargers !== chargers) asks = { chargers, of: await readAsks(chargers) };
  const { of } = asks;
  const latencies: number[] = [];
  const statuses: Record<number, number> = {};
  let connected = 0;
  let started = 0;
  let last = 0;
  let cpu = process.cpuUsage();
  const errors = await new Promise<number>((resolve, reject) => {
    const options = {
      url,
      connections,
      duration: milliseconds / 1000,
      sampleInt: 50,
      setupClient(client: Client) {
        const own = connected++;
        client.setRequests(
          Array.from({ length: PREPARED }, (_, index) => ({
            ...of(kind, from + own + index * connections),
          })),
        );
      },
    };
    autocannon(options, (error, result) => {
      if (error) reject(error);
      else resolve(result.errors);
    })
      .on("start", () => {
        started = performance.now();
        cpu = process.cpuUsage();
      })
      .on("response", (_, status, __, took) => {
        last = performance.now();
        statuses[status] = (statuses[status] ?? 0) + 1;
        latencies.push(took);
      });
  });
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.ceil(latencies.length * share) - 1] ?? 0;
  return {
    answers: latencies.length,
    milliseconds: last - started,
    errors,
    statuses,
    p50: at(0.5),
    p99: at(0.99),
    cpu: (user + system) / 1000,
  };
}
