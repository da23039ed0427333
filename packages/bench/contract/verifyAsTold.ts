import { type Check, checks, loadContract, verify } from "../../contract/src/index.ts";
import type { Exchange } from "../../contract/src/index.ts";
import { emptyMemory } from "../../contract/src/checks/Check.ts";
import { exchangeOf } from "../../contract/src/checks/exchangeOf.ts";
import { drawnCases } from "../../contract/src/verify/draw.ts";
import { headersOf, urlOf } from "../../contract/src/verify/urlOf.ts";
import type { Done, Order } from "./Order.ts";

// A program: does what each order says, and answers how long that took.

const contract = await loadContract();
let target = { url: "", apiKey: "" };
let kept: Exchange[] = [];

process.on("message", (order: Order) => void carryOut(order));

async function carryOut(order: Order): Promise<void> {
  process.send?.(await resultOf(order));
}

function resultOf(order: Order): Done | Promise<Done> {
  if (order.task === "verify") return verifyAndKeep(order);
  if (order.task === "send") return send();
  return order.task === "draw"
    ? timed(() => drawnCases(contract, order.cases, order.seed).length)
    : timed(() => judge(order.cases));
}

async function verifyAndKeep(order: Order & { task: "verify" }): Promise<Done> {
  const { url: baseUrl, apiKey } = order;
  target = { url: baseUrl, apiKey };
  kept = [];
  const keeping: Check = {
    name: "keeping",
    what: "Keeps what was sent and answered.",
    judge(exchange) {
      kept.push(exchange);
      return undefined;
    },
  };
  const { duration, failures } = await verify(contract, {
    ...order,
    baseUrl,
    profile: "full",
    checks: [...checks, keeping],
  });
  return {
    count: kept.length,
    milliseconds: duration,
    failures: failures.map(
      ({ check, operationId, message }) => `${check}, ${operationId}: ${message}`,
    ),
  };
}

/** Everything is made before, so that what is measured is the exchange of bytes. */
async function send(): Promise<Done> {
  const requests = kept.map(({ case: { request } }) => {
    const { method, body, keyHeaders } = request;
    const keys = keyHeaders.map((name): [string, string] => [name, target.apiKey]);
    const headers = new Headers([...headersOf(request), ...keys]);
    const init = { method, headers, redirect: "manual" as const };
    return { url: urlOf(request, target.url), init: body ? { ...init, body: body.text } : init };
  });
  const started = performance.now();
  for (const { url, init } of requests) await (await fetch(url, init)).text();
  return { count: requests.length, milliseconds: performance.now() - started, failures: [] };
}

/** @returns how many answers were judged */
function judge(count: number): number {
  const memory = emptyMemory();
  for (let index = 0; index < count; index += 1) {
    const one = kept[index % kept.length];
    if (one === undefined) throw new RangeError("No answer was kept: verify a server first.");
    const exchange = exchangeOf(contract, one.case, one.answer, target.apiKey);
    for (const { judge: problemsOf } of checks) problemsOf?.(exchange, memory);
  }
  return count;
}

function timed(work: () => number): Done {
  const started = performance.now();
  const count = work();
  return { count, milliseconds: performance.now() - started, failures: [] };
}
