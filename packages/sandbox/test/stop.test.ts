import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startSandbox } from "../src/index.ts";
import { call, pushOf } from "./call.ts";
import { exchange, open, receive, requestOf } from "./connection.ts";

const body = pushOf({});

describe("a sandbox that stops", () => {
  it("finishes what it has accepted, and closes the connection with the answer", async () => {
    const { url, stop } = await startSandbox({ now: "fleet" });
    const socket = await open(url);
    const received = receive(socket);
    const headers = { "x-sandbox-fault": "latency=300" };
    socket.write(requestOf("GET", "/ev-charger", { keep: true, headers }));
    // What came later is answered, so that one is under way.
    await call(url, "/ev-charger");
    const stopped = stop();
    const { answers } = await received;
    expect(answers.map(({ status }) => status)).toEqual([200]);
    expect(answers[0]?.headers.get("connection")).toBe("close");
    await stopped;
  });

  it("finishes a push whose body is still on its way, and takes no other request", async () => {
    const { url, stop } = await startSandbox({ now: "fleet" });
    const push = requestOf("POST", "/ev-charger/device_ev_002", { body, keep: true });
    const socket = await open(url);
    const received = receive(socket);
    socket.write(push.slice(0, -5));
    await call(url, "/ev-charger");
    const stopped = stop();
    await vi.waitFor(() => expect(open(url)).rejects.toThrow("ECONNREFUSED"));
    socket.write(push.slice(-5));
    const { answers } = await received;
    expect(answers.map(({ status }) => status)).toEqual([202]);
    await stopped;
  });

  it.each([
    ["idle", requestOf("GET", "/ev-charger", { keep: true })],
    ["silent", ""],
    ["in the middle of a head", requestOf("GET", "/ev-charger", { keep: true }).slice(0, -10)],
  ])("does not wait for a connection that is %s", async (_, bytes) => {
    const { url, stop } = await startSandbox({ now: "fleet" });
    const socket = await open(url);
    const received = receive(socket);
    socket.write(bytes);
    await call(url, "/ev-charger");
    await stop();
    await received;
    await expect(open(url)).rejects.toThrow("ECONNREFUSED");
  });

  it("does not wait for a client that sends its head drop by drop", async () => {
    const { url, stop } = await startSandbox({ now: "fleet" });
    const socket = await open(url);
    socket.on("error", () => {});
    socket.write("GET /ev-charger HTTP/1.1\r\n");
    const dripping = setInterval(() => socket.write("a: b\r\n"), 10);
    onTestFinished(() => clearInterval(dripping));
    await call(url, "/ev-charger");
    await expect(stop()).resolves.toBeUndefined();
  });

  it("can be stopped twice, at once or later", async () => {
    const { stop } = await startSandbox();
    await expect(Promise.all([stop(), stop()])).resolves.toEqual([undefined, undefined]);
    await expect(stop()).resolves.toBeUndefined();
  });
});

describe("a sandbox that does not start", () => {
  it("says that its port is in use, and by which flag it gets another", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(startSandbox({ port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is already in use. Stop what listens there, or choose another port with --port`,
    );
  });

  it("says that it cannot listen on an address that the machine does not have", async () => {
    await expect(startSandbox({ host: "192.0.2.1" })).rejects.toThrow("EADDRNOTAVAIL");
  });

  it("wants one database, not two", async () => {
    const both = { databaseUrl: "postgres://localhost/a", data: "/nowhere" };
    await expect(startSandbox(both)).rejects.toThrow("not both");
  });

  it("says that its clock was set to no instant", async () => {
    for (const now of ["tomorrow", "2026-02-30T00:00:00Z", new Date(Number.NaN)]) {
      await expect(startSandbox({ now })).rejects.toThrow("is not an instant");
    }
  });

  it("says that its database cannot be reached, without the password", async () => {
    const databaseUrl = "postgres://someone:hunter2@127.0.0.1:1/nothing";
    const error: unknown = await startSandbox({ databaseUrl }).catch((reason: unknown) => reason);
    expect(String(error)).toContain("ECONNREFUSED");
    expect(String(error)).not.toContain("hunter2");
  });
});

it("listens on the address that it is given, and says so as a URL", async () => {
  const sandbox = await startSandbox({ host: "::1", now: "fleet" }).catch((error: unknown) => {
    // A machine without IPv6 has no such address.
    if (String(error).includes("EADDRNOTAVAIL")) return undefined;
    throw error;
  });
  if (sandbox === undefined) return;
  onTestFinished(sandbox.stop);
  expect(sandbox.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await call(sandbox.url, "/ev-charger")).status).toBe(200);
  expect((await exchange(sandbox.url, requestOf("GET", "/actions"))).answers).toHaveLength(1);
});
