import type { ChildProcessByStdio } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundledContract, startMock } from "../src/startMock.ts";
import { first } from "./bundle.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const list = first(({ method, template }) => method === "GET" && !template.includes("{"));

/** A run of the command and what it has printed so far. */
class Run {
  output = "";
  readonly exit: Promise<unknown[]>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    this.exit = once(this.#child, "exit");
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  /** Resolves with the first group once the output matches. */
  async until(pattern: RegExp): Promise<string> {
    const over = this.exit.then(() => "over");
    while (!pattern.test(this.output)) {
      const streams = [this.#child.stdout, this.#child.stderr];
      const heard = await Promise.race([...streams.map((stream) => once(stream, "data")), over]);
      if (heard === "over" && !pattern.test(this.output)) {
        throw new Error(`Ended without ${String(pattern)}: ${this.output}`);
      }
    }
    return pattern.exec(this.output)?.[1] ?? "";
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

let folder: string;
let runs: Run[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-"));
  runs = [];
});
afterEach(async () => {
  for (const run of runs) {
    run.kill("SIGKILL");
    await run.exit;
  }
  await rm(folder, { recursive: true });
});

function command(...args: string[]): Run {
  const run = new Run(...args);
  runs.push(run);
  return run;
}

async function ended(run: Run): Promise<{ code: unknown; output: string }> {
  const [code] = await run.exit;
  return { code, output: run.output };
}

describe("pnpm mock", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("serves until %s, then exits with 0", async (signal) => {
    const run = command("--", "--port", "0");
    const url = await run.until(/ on (http:\/\/127\.0\.0\.1:\d+)\n/);
    expect(await run.until(/Try: (.*)\n/)).toMatch(
      /^curl --request GET --url 'http\S+' --header '/,
    );
    expect(await run.until(/Verify: (.*)\n/)).toBe(
      `AMPS_API_KEY=any pnpm contract verify --url ${url} --profile full --lacks paging,filters,ids,state,keys`,
    );
    const answer = await fetch(url + list.path, { headers: { "x-api-key": "secret-key" } });
    expect(answer.status).toBe(200);
    await run.until(new RegExp(`GET ${list.path} 200 \\d+ms\\n`));
    run.kill(signal);
    const { code, output } = await ended(run);
    expect(code).toBe(0);
    expect(output).not.toContain("secret-key");
  });

  it("says nothing about requests when quiet", async () => {
    const run = command("--port", "0", "--quiet");
    const url = await run.until(/ on (\S+)\n/);
    await fetch(url + list.path);
    run.kill("SIGTERM");
    expect((await ended(run)).output).not.toContain("401");
  });

  it("explains its flags", async () => {
    const { code, output } = await ended(command("--help"));
    expect(code).toBe(0);
    for (const flag of ["port", "host", "contract", "dynamic", "watch", "quiet"]) {
      expect(output).toContain(`--${flag}`);
    }
  });

  it.each([
    [["--port", "http"], '--port must be a whole number from 0 to 65535, not "http"'],
    [["--port", "65536"], "--port"],
    [["--port", ""], "--port"],
    [["--nope"], "--nope"],
    [["extra"], "extra"],
  ])("exits with 2 on %j and points at it", async (args, mention) => {
    const { code, output } = await ended(command(...args));
    expect(code).toBe(2);
    expect(output).toContain(mention);
    expect(output.trim().split("\n")).toHaveLength(1);
  });

  it("exits with 1 when the port is taken", async () => {
    const mock = await startMock({ port: 0 });
    const { port } = new URL(mock.url);
    const { code, output } = await ended(command("--port", port));
    await mock.stop();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^Port ${port} .* --port`));
  });

  it("exits with 1 when the contract cannot be read", async () => {
    const contract = join(folder, "missing.json");
    const { code, output } = await ended(command("--port", "0", "--contract", contract));
    expect(code).toBe(1);
    expect(output).toContain(contract);
  });

  it("watches the contract: loads it when it changes, survives it when it is broken", async () => {
    const contract = join(folder, "openapi.json");
    await copyFile(bundledContract, contract);
    const run = command("--port", "0", "--watch", "--contract", contract);
    const url = await run.until(/ on (\S+)\n/);
    const status = async (): Promise<number> =>
      (await fetch(url + list.path, { headers: { "x-api-key": "k" } })).status;

    await writeFile(contract, "{");
    await run.until(/Cannot load the contract .*openapi\.json: .* last good one\.\n/);
    expect(await status()).toBe(200);

    await rm(contract);
    await run.until(/last good one\.[^]*last good one\.\n/);
    expect(await status()).toBe(200);

    const paths = { "/new": { get: { responses: { 200: { description: "" } } } } };
    const info = { title: "New", version: "1" };
    await writeFile(contract, JSON.stringify({ openapi: "3.1.0", info, paths }));
    await run.until(/(Contract reloaded\.)\n/);
    expect(run.output).not.toContain("Verify:");
    expect(await status()).toBe(404);
    run.kill("SIGTERM");
    expect((await ended(run)).code).toBe(0);
  });
});
