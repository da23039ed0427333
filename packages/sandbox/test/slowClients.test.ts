import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { call, pushOf } from "./call.ts";
import { open, receive, requestOf } from "./connection.ts";
import { serverWith } from "./serverWith.ts";

const PATIENCE = { head: 200, request: 400, idle: 600, interval: 20 };

let server: Awaited<ReturnType<typeof serverWith>>;
beforeAll(async () => {
  server = await serverWith(PATIENCE);
});
afterAll(() => server?.stop());

const head = requestOf("GET", "/ev-charger", { keep: true }).replace(/\r\n$/, "");
const body = pushOf({});
const push = requestOf("POST", "/ev-charger/device_ev_002", { body, keep: true });

it.each([
  ["nothing", ""],
  ["half of a head", head],
  ["half of a body", push.slice(0, -10)],
])("cuts a client that sends %s and then is silent, and says why", async (_, bytes) => {
  const socket = await open(server.url);
  const received = receive(socket);
  socket.write(bytes);
  expect((await received).answers.map(({ status }) => status)).toEqual([408]);
});

it.each([
  ["a head", head, "a: b\r\n"],
  ["a body", push.replace(/content-length: \d+/, "content-length: 60000"), " "],
])("cuts a client that sends %s drop by drop, however steadily", async (_, bytes, drop) => {
  const socket = await open(server.url);
  const received = receive(socket);
  socket.write(bytes);
  const dripping = setInterval(() => socket.write(drop), 20);
  const { answers } = await received.finally(() => clearInterval(dripping));
  expect(answers.map(({ status }) => status)).toEqual([408]);
});

it("cuts a client that asks and asks, and takes no answer", async () => {
  const socket = await open(server.url);
  socket.pause();
  socket.on("error", () => {});
  socket.write(requestOf("GET", "/ev-charger?limit=50", { keep: true }).repeat(500));
  const connections = promisify(server.app.server.getConnections.bind(server.app.server));
  expect(await connections()).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await connections()).toBe(0), {
    timeout: 15_000,
    interval: 50,
  });
  socket.destroy();
});

it("serves the others meanwhile", async () => {
  const slow = await open(server.url);
  const received = receive(slow);
  slow.write(head);
  expect((await call(server.url, "/ev-charger")).status).toBe(200);
  await received;
});
