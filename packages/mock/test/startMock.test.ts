import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { ClientRequest } from "node:http";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Mock, MockOptions } from "../src/startMock.ts";
import { bundledContract, startMock } from "../src/startMock.ts";
import { first, key, successOf } from "./bundle.ts";

const list = first(({ method, template }) => method === "GET" && !template.includes("{"));
const push = first(({ body }) => body !== undefined);
const tiny = (path: string): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Tiny", version: "1" },
    paths: { [path]: { get: { responses: { 200: { description: "" } } } } },
  });

let folder: string;
let running: Mock[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock #1 %20 "));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((mock) => mock.stop()));
  await rm(folder, { recursive: true });
});

async function start(options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ port: 0, ...options });
  running.push(mock);
  return mock;
}

async function statusOf(mock: Mock, path = list.path): Promise<number> {
  return (await fetch(mock.url + path, { headers: key })).status;
}

/** Opens a POST whose body is still to come; resolves once the mock is reading it. */
async function beginPost(mock: Mock) {
  const headers = { ...key, "content-type": "application/json", expect: "100-continue" };
  const sending = request(mock.url + push.path, { method: push.method, headers });
  sending.flushHeaders();
  await once(sending, "continue");
  return sending;
}

function statusCode(sending: ClientRequest): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    sending.once("response", (answer) => resolve(answer.resume().statusCode));
    sending.once("error", reject);
  });
}

describe("startMock", () => {
  it("says which port is taken and which flag to use", async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const failure: unknown = await start({ port }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: { code: "EADDRINUSE" } });
    expect(String(failure)).toMatch(new RegExp(`Port ${port} .* already in use.* --port`));
  });

  it("names a host that it cannot listen on", async () => {
    await expect(start({ host: "192.0.2.1" })).rejects.toThrow(/192\.0\.2\.1.* --host/);
  });

  it("rejects a port that is none", async () => {
    await expect(start({ port: 70_000 })).rejects.toThrow(/70000/);
  });

  it("writes the address of an IPv6 host as a URL does", async () => {
    // Containers often have no IPv6: the address must be right in the complaint too.
    const outcome = await start({ host: "::1" }).then(
      ({ url }) => url,
      (error: unknown) => String(error),
    );
    expect(outcome).toMatch(/^http:\/\/\[::1\]:\d+$|of ::1 .* --host/);
  });

  it("reads YAML as it reads JSON, whatever its file is called", async () => {
    const contract = join(folder, "my contract.yaml");
    await copyFile(fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.yaml")), contract);
    const [json, yaml] = [await start(), await start({ contract })];
    const ask = async (mock: Mock): Promise<string> =>
      (await fetch(mock.url + list.path, { headers: key })).text();
    expect(await ask(yaml)).toBe(await ask(json));
  });

  it.each([
    ["nothing", undefined],
    ["broken JSON", '{"openapi": "3.1.0", '],
    ["another document", '{"hello": "world"}'],
    ["no operation", '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{}}'],
    ["a reference to nowhere", tiny("/x").replace('{"description":""}', '{"$ref":"#/nowhere"}')],
  ])("names a contract file that holds %s", async (_, text) => {
    const contract = join(folder, "openapi.json");
    if (text !== undefined) await writeFile(contract, text);
    await expect(start({ contract })).rejects.toThrow(contract);
  });

  it("offers a curl command for the first GET that gets a 200", async () => {
    const { curl = "" } = await start();
    const [, url = "", name = "", value = ""] =
      /^curl --request GET --url '(\S+)' --header '(\S+): (\S+)'$/.exec(curl) ?? [];
    expect((await fetch(url, { headers: { [name]: value } })).status).toBe(200);
  });

  it("logs method, path, status and time, and never a query or a header", async () => {
    const lines: string[] = [];
    const mock = await start({ log: (line) => lines.push(line) });
    await fetch(`${mock.url}${list.path}?userId=u`, { headers: { "x-api-key": "secret-key" } });
    await fetch(mock.url + push.path, { method: push.method });
    await mock.stop();
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^GET ${list.path} 200 \\d+ms$`)),
      expect.stringMatching(new RegExp(`^${push.method} ${push.path} 401 \\d+ms$`)),
    ]);
  });
});

describe("reload", () => {
  it("serves the new contract at the same URL", async () => {
    const contract = join(folder, "openapi.json");
    await writeFile(contract, tiny("/old"));
    const mock = await start({ contract });
    await writeFile(contract, tiny("/new"));
    expect([await statusOf(mock, "/old"), await statusOf(mock, "/new")]).toEqual([200, 404]);
    await mock.reload();
    expect([await statusOf(mock, "/old"), await statusOf(mock, "/new")]).toEqual([404, 200]);
  });

  it("keeps the last good contract when the new one cannot be loaded", async () => {
    const contract = join(folder, "openapi.json");
    const good = await readFile(bundledContract, "utf8");
    await writeFile(contract, good);
    const mock = await start({ contract });
    for (const broken of ["", "{", "[]", good.slice(0, -2)]) {
      await writeFile(contract, broken);
      await expect(mock.reload()).rejects.toThrow(contract);
      expect(await statusOf(mock)).toBe(200);
    }
    await writeFile(contract, good);
    await mock.reload();
    expect(await statusOf(mock)).toBe(200);
  });

  it("answers a request under way from the contract that it began with", async () => {
    const contract = join(folder, "openapi.json");
    await copyFile(bundledContract, contract);
    const mock = await start({ contract });
    const sending = await beginPost(mock);
    await writeFile(contract, tiny("/new"));
    await mock.reload();
    sending.end(JSON.stringify(push.body));
    expect(await statusCode(sending)).toBe(successOf(push));
    expect(await statusOf(mock, push.path)).toBe(404);
  });

  it("drops no request while it reloads again and again", async () => {
    const mock = await start();
    const reloading = new AbortController();
    const statuses = new Set<number>();
    const asking = Promise.all(
      [1, 2, 3, 4].map(async () => {
        while (!reloading.signal.aborted) statuses.add(await statusOf(mock));
      }),
    );
    for (let times = 0; times < 10; times++) await mock.reload();
    reloading.abort();
    await asking;
    expect([...statuses]).toEqual([200]);
  });
});

describe("a bad client", () => {
  const portOf = ({ url }: Mock): number => Number(new URL(url).port);

  it.each([
    ["headers", "GET / HTTP/1.1\r\n"],
    [
      "a body",
      `${push.method} ${push.path} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\nx-api-key: k\r\n\r\n{`,
    ],
  ])("that never finishes %s gets a 408 and is cut off", async (_, text) => {
    const mock = await start({ requestTimeout: 100 });
    const socket = connect(portOf(mock), "127.0.0.1");
    let received = "";
    socket.on("data", (chunk) => (received += chunk.toString()));
    socket.write(text);
    await once(socket, "close");
    expect(received).toMatch(/^HTTP\/1.1 408 /);
    expect(await statusOf(mock)).toBe(200);
  });

  it("that sends no HTTP gets a 400", async () => {
    const socket = connect(portOf(await start()), "127.0.0.1");
    socket.write("hello\r\n\r\n");
    expect(String(await once(socket, "data"))).toMatch(/^HTTP\/1.1 400 /);
    socket.destroy();
  });

  it("that goes away in the middle of its body leaves nothing behind", async () => {
    let heard: (line: string) => void = () => undefined;
    const logged = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const mock = await start({ log: (line) => heard(line) });
    const sending = await beginPost(mock);
    sending.on("error", () => undefined).destroy();
    expect(await logged).toContain(" aborted ");
    expect(await statusOf(mock)).toBe(200);
  });
});

describe("stop", () => {
  it("frees the port, and may be called twice", async () => {
    const mock = await start();
    const port = Number(new URL(mock.url).port);
    await statusOf(mock);
    await Promise.all([mock.stop(), mock.stop()]);
    expect(await statusOf(await start({ port }))).toBe(200);
  });

  it("lets a request under way end", async () => {
    const mock = await start();
    const sending = await beginPost(mock);
    const stopped = mock.stop();
    sending.end(JSON.stringify(push.body));
    expect(await statusCode(sending)).toBe(successOf(push));
    await stopped;
  });

  it("does not wait for a client that never ends its request, nor for one that is silent", async () => {
    const mock = await start();
    const sending = await beginPost(mock);
    const cut = once(sending, "error");
    const silent = connect(Number(new URL(mock.url).port), "127.0.0.1");
    await once(silent, "connect");
    await mock.stop();
    expect(await cut).toMatchObject([{ code: "ECONNRESET" }]);
    silent.destroy();
  });
});
