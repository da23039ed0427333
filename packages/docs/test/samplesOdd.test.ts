import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { samplesOf } from "../src/samples/samplesOf.ts";
import { ODD_OPERATIONS, oddApi, type Sent } from "./oddContract.ts";

const run = promisify(execFile);
const env = { ...process.env, AMPS_API_KEY: "the key" };
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

interface Arrived extends Omit<Sent, "headers"> {
  readonly headers: ReadonlyMap<string, string>;
}

describe("samples of what is hard to write down", () => {
  let folder: string;
  let server: Server;
  let origin: string;
  let arrived: Arrived[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ev-charger-odd-"));
    server = createServer((request, response) => {
      answer(request, response).catch((error: unknown) => response.destroy(toError(error)));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("It has no port.");
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    arrived = [];
  });

  function sourceOf(operationId: string, label: string): string {
    const api = oddApi(origin);
    const operation = api.operations.find((one) => one.operationId === operationId);
    const samples = operation === undefined ? [] : samplesOf(operation, api.server);
    const sample = samples.find((one) => one.label === label);
    if (sample === undefined) throw new Error(`${operationId} has no ${label} sample.`);
    return sample.source;
  }

  async function runInNode(source: string): Promise<string> {
    const file = join(folder, "sample.mts");
    await writeFile(file, source);
    return (await run(process.execPath, [file], { env })).stdout;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const headers = new Map(
      Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join()]),
    );
    arrived.push({ method, url, headers, body: await text(request) });
    const operation = ODD_OPERATIONS.find(({ sent }) => sent.method === method);
    if (operation === undefined) throw new Error(`There is no operation by ${method}.`);
    const { status, type, body } = operation.answer;
    response.writeHead(status, type === undefined ? {} : { "content-type": type }).end(body);
  }

  /** The only request that arrived, with those of its headers that are asked for. */
  function whatArrived(names: readonly string[]): Sent {
    const [first, second] = arrived;
    if (first === undefined || second !== undefined)
      throw new Error(`Expected one request, but there were ${arrived.length}.`);
    const headers = Object.fromEntries(
      names.map((name) => [name, first.headers.get(name) ?? "missing"]),
    );
    return { ...first, headers, body: readable(first.body) };
  }

  it.each(ODD_OPERATIONS)(
    `$operationId arrives whole from a shell${hasCurl ? "" : " (skipped: there is no curl here)"}`,
    async ({ operationId, sent }) => {
      if (!hasCurl) return;
      await run("sh", ["-c", sourceOf(operationId, "curl")], { env, timeout: 10_000 });
      expect(whatArrived(Object.keys(sent.headers))).toEqual(sent);
    },
  );

  it.each(ODD_OPERATIONS)(
    "$operationId arrives whole by fetch, and its answer is shown",
    async ({ operationId, sent, printed }) => {
      expect(await runInNode(sourceOf(operationId, "fetch"))).toBe(printed);
      expect(whatArrived(Object.keys(sent.headers))).toEqual(sent);
    },
  );

  it.each(ODD_OPERATIONS)(
    "$operationId is called on the client with what the contract names",
    async ({ operationId, argument }) => {
      const stub =
        "const createClient = () => new Proxy({}, { get: (_, name) => async (...given) => process.stderr.write(JSON.stringify([name, ...given])) });";
      const source = sourceOf(operationId, "TypeScript").replace(/^import .*$/mu, () => stub);
      const file = join(folder, "client.mts");
      await writeFile(file, source);
      const { stderr } = await run(process.execPath, [file], { env });

      const called = argument === undefined ? [operationId] : [operationId, argument];
      expect(stderr).toBe(JSON.stringify(called));
    },
  );
});

/** A body of JSON, however it is laid out, as `JSON.stringify` lays it out. */
const readable = (body: string): string =>
  /^[{"]/u.test(body) ? JSON.stringify(JSON.parse(body)) : body;

const toError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
