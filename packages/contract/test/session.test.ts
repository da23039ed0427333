import { createServer } from "node:http";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { casesFrom, checks, contractFrom, verify } from "../src/index.ts";
import { Pace } from "../src/verify/Pace.ts";
import { Session } from "../src/verify/Session.ts";
import { ordersDocument } from "./ordersDocument.ts";
import { type Alter, type Answered, orderKey, startOrders } from "./startOrders.ts";

const contract = contractFrom(ordersDocument());
const [listOrders] = casesFrom(contract);
if (listOrders === undefined) throw new Error("There is no case.");

const sessionAt = (baseUrl: string, rate = 0) =>
  new Session({ contract, target: { baseUrl, apiKey: orderKey }, checks, lacks: [], rate });

async function started(alter?: Alter) {
  const server = await startOrders(alter);
  onTestFinished(server.stop);
  return server;
}

function fakeTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
}

const tooMany = (seconds: string): Answered => ({
  status: 429,
  json: {},
  headers: { "retry-after": seconds },
});

test("repeats a request that came too soon, after as long as the server says", async () => {
  fakeTime();
  const times: number[] = [];
  const server = await started((answer) => {
    times.push(performance.now());
    return times.length === 1 ? tooMany("30") : answer;
  });
  const sending = sessionAt(server.baseUrl).send(listOrders);
  await untilThere(times, 2);
  const [first = NaN, second = NaN] = times;
  expect(second - first).toBeGreaterThanOrEqual(30_000);
  expect((await sending).exchange?.answer.status).toBe(200);
});

test("reports that a request came too soon when it does so again and again", async () => {
  const server = await started(() => tooMany("0"));
  const sent = await sessionAt(server.baseUrl).send(listOrders);
  expect(sent.exchange?.answer.status).toBe(429);
  expect(sent.verdicts.flatMap(({ problems }) => problems)).not.toEqual([]);
  expect(server.asked.length).toBeGreaterThan(1);
  expect(server.asked.length).toBeLessThan(10);
});

test.each(["3600", "-1", "Fri, 01 Jan 2100 00:00:00 GMT"])(
  "does not wait for %s",
  async (seconds) => {
    const server = await started(() => tooMany(seconds));
    expect((await sessionAt(server.baseUrl).send(listOrders)).exchange?.answer.status).toBe(429);
    expect(server.asked).toHaveLength(1);
  },
);

test("a server that limits the rate is verified all the same", async () => {
  const server = await started((answer) => (server.asked.length % 3 === 0 ? tooMany("0") : answer));
  const { baseUrl } = server;
  const { failures } = await verify(contract, { baseUrl, apiKey: orderKey, cases: 20 });
  expect(failures).toEqual([]);
});

test("ends the run early when the server stops answering, and says so", async () => {
  const most = 40;
  const server = await started((answer) => (server.asked.length > most ? undefined : answer));
  const options = { baseUrl: server.baseUrl, apiKey: orderKey, timeout: 50 };
  const { failures, notes } = await verify(contract, { ...options, profile: "full" });
  expect(server.asked.length).toBeLessThan(most + 10);
  expect(notes).toEqual(["The server stopped answering, so the run ended early."]);
  expect(failures.map(({ check }) => check)).toContain("answered in time");
});

test("goes on when a single request is not answered", async () => {
  const server = await started((answer) => (server.asked.length === 40 ? undefined : answer));
  const options = { baseUrl: server.baseUrl, apiKey: orderKey, timeout: 1_000, cases: 20 };
  const { failures, notes } = await verify(contract, options);
  expect(notes).toEqual([]);
  expect(failures).toMatchObject([{ check: "answered in time", count: 1, answer: undefined }]);
});

/** A server that ends the connection of the requests with those numbers. */
async function endingAt(...ends: number[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (ends.includes(asked)) request.destroy();
    else response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { session: sessionAt(`http://127.0.0.1:${port}`), asked: () => asked };
}

test("repeats a request once whose connection ends after it rested", async () => {
  fakeTime();
  const { session, asked } = await endingAt(2, 4, 5);
  await session.send(listOrders);
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await session.send(listOrders)).exchange?.answer.status).toBe(200);
  expect(asked()).toBe(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await session.send(listOrders)).exchange).toBeUndefined();
  expect(asked()).toBe(5);
});

test("does not repeat a request whose connection ends while it is in use", async () => {
  fakeTime();
  const { session, asked } = await endingAt(2);
  await session.send(listOrders);
  const { exchange, verdicts } = await session.send(listOrders);
  expect(exchange).toBeUndefined();
  expect(verdicts).toMatchObject([{ check: { name: "answered in time" } }]);
  expect(asked()).toBe(2);
});

test("takes a server to be gone that ends one connection after another, and no other", async () => {
  fakeTime();
  const now: boolean[] = [];
  const { session } = await endingAt(1, 2, 3, 4, 6, 7, 8, 9, 10);
  for (let index = 0; index < 10; index += 1) {
    await session.send(listOrders);
    now.push(session.gone);
  }
  expect(now.slice(0, -1)).not.toContain(true);
  expect(now.at(-1)).toBe(true);
});

test("lets no more requests go in a second than it may", async () => {
  fakeTime();
  const pace = new Pace(2);
  const gone: number[] = [];
  const all = Promise.all(
    [1, 2, 3, 4].map(async () => {
      await pace.wait();
      gone.push(performance.now());
    }),
  );
  await vi.advanceTimersByTimeAsync(5_000);
  await all;
  const [first = NaN] = gone;
  expect(gone.map((time) => time - first)).toEqual([0, 500, 1_000, 1_500]);
});

test("keeps to its rate between requests", async () => {
  fakeTime();
  const times: number[] = [];
  const server = await started((answer) => {
    times.push(performance.now());
    return answer;
  });
  const session = sessionAt(server.baseUrl, 1);
  await session.send(listOrders);
  const second = session.send(listOrders);
  await untilThere(times, 2);
  const [first = NaN, last = NaN] = times;
  expect(last - first).toBeGreaterThanOrEqual(1_000);
  await second;
});

/** Lets the time pass until there are so many. */
async function untilThere(times: readonly number[], count: number): Promise<void> {
  while (times.length < count) {
    await vi.advanceTimersByTimeAsync(10);
    await setImmediate();
  }
}
