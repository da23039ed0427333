import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultFleet, defaultKeys } from "../src/index.ts";
import { at } from "./ask.ts";
import { call } from "./call.ts";
import { runCli } from "./runCli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("shows its flags at --help, and ends with 0", async () => {
  const { code, stdout, stderr } = await runCli(["--help"]).ended;
  expect([code, stderr]).toEqual([0, ""]);
  for (const flag of [
    "port",
    "host",
    "data",
    "fleet",
    "chargers",
    "users",
    "seed",
    "reset",
    "now",
    "rate-limit",
    "log",
  ]) {
    expect(stdout).toContain(`--${flag} `);
  }
  expect(stdout).toContain("DATABASE_URL");
});

describe("a flag that is wrong is named, and the command ends with 2:", () => {
  it.each([
    ["--port", ["--port", "http"]],
    ["--port", ["--port", "65536"]],
    ["--port", ["--port", "1e3"]],
    ["--port", ["--port=-1"]],
    ["--port", ["--port"]],
    ["--host", ["--host", ""]],
    ["--data", ["--data", ""]],
    ["--fleet", ["--fleet", ""]],
    ["--fleet", ["--fleet", "a.json", "--chargers", "5"]],
    ["--chargers", ["--chargers", "-5"]],
    ["--chargers", ["--chargers", "many"]],
    ["--users", ["--users", "0"]],
    ["--seed", ["--seed", "1.5"]],
    ["--rate-limit", ["--rate-limit", "none"]],
    ["--log", ["--log", "loud"]],
    ["--now", ["--now", "tomorrow"]],
    ["--now", ["--now", ""]],
    ["--now", ["--now", "2026-02-30T00:00:00Z"]],
    ["--reset", ["--reset=yes"]],
    ["--nothing", ["--nothing"]],
    ["serve", ["serve"]],
  ] as const)("%s of %j", async (name, args) => {
    const { code, stdout, stderr } = await runCli(args).ended;
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(name);
    // No stack.
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("--data beside a DATABASE_URL", async () => {
    const env = { DATABASE_URL: "postgres://a:hunter2@localhost/b" };
    const { code, stderr } = await runCli(["--data", folder], { env }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/--data.*DATABASE_URL/);
    expect(stderr).not.toContain("hunter2");
  });
});

describe("what cannot be had is named, and the command ends with 1:", () => {
  it("a port that is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = String(typeof address === "object" && address !== null ? address.port : 0);
    const { code, stderr } = await runCli(["--port", port]).ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is already in use`);
    expect(stderr).toContain("--port");
  });

  it("a fleet file that is not there, is no JSON, or is no fleet", async () => {
    const wrong = join(folder, "wrong.json");
    await writeFile(wrong, '{"customers":[]}');
    const broken = join(folder, "broken.json");
    await writeFile(broken, "{");
    for (const [file, reason] of [
      [join(folder, "nothing.json"), "ENOENT"],
      [broken, "JSON"],
      [wrong, "now is missing"],
    ] as const) {
      const { code, stderr } = await runCli(["--port", "0", "--fleet", file]).ended;
      expect(code).toBe(1);
      expect(stderr).toContain(file);
      expect(stderr).toContain(reason);
    }
  });

  it("a database or a Redis that is away, without its password", async () => {
    for (const env of [
      { DATABASE_URL: "postgres://a:hunter2@127.0.0.1:1/b" },
      { REDIS_URL: "redis://:hunter2@127.0.0.1:1" },
    ]) {
      const { code, stderr } = await runCli(["--port", "0"], { env }).ended;
      expect(code).toBe(1);
      expect(stderr).toContain("ECONNREFUSED");
      expect(stderr).not.toContain("hunter2");
    }
  });
});

describe("the command", () => {
  it("says where it serves and how to try it, does what its flags say, and ends with 0", async () => {
    const flags = [
      "--port",
      "0",
      "--chargers",
      "7",
      "--users",
      "3",
      "--now",
      "+1.5h",
      "--rate-limit",
      "5",
    ];
    const running = runCli([...flags, "--log", "silent"]);
    const url = await running.url;
    const answer = await call(url, "/ev-charger");
    expect(at(answer.json, "data", "pagination", "total")).toBe(7);
    expect(answer.headers.get("x-ratelimit-limit")).toBe("5");
    const ahead = Date.parse(String(at(answer.json, "meta", "timestamp"))) - Date.now();
    expect(Math.round(ahead / 60_000)).toBe(90);
    running.send("SIGTERM");
    const { code, stdout, stderr } = await running.ended;
    expect([code, stderr]).toEqual([0, "Stopping …\n"]);
    expect(stdout.trim().split("\n")).toEqual([
      expect.stringMatching(
        /^Sandbox of the contract on http:\/\/127\.0\.0\.1:\d+, with PGlite \(PostgreSQL \d+\.\d+\), in memory$/,
      ),
      `Try: curl --url '${url}/ev-charger' --header 'x-api-key: ${defaultKeys.sandbox}'`,
    ]);
  });

  it("serves a fleet of a file, at the instant that it names, and passes by a lone --", async () => {
    const file = join(folder, "fleet.json");
    const { now, customers } = defaultFleet();
    const own = customers.map((one) => ({ ...one, chargers: [...one.chargers].slice(0, 1) }));
    await writeFile(file, JSON.stringify({ now, customers: own }));
    const running = runCli(["--", "--port", "0", "--fleet", file, "--now", "fleet"]);
    const { json } = await call(await running.url, "/ev-charger");
    expect(at(json, "data", "pagination", "total")).toBe(1);
    expect(at(json, "meta", "timestamp")).toBe(now);
    running.send("SIGINT");
    expect((await running.ended).code).toBe(0);
  });

  it("goes on with what its folder holds, and empties it at --reset", async () => {
    const data = join(folder, "data");
    const totals: unknown[] = [];
    for (const flags of [["--chargers", "5"], [], ["--reset"], ["--chargers", "5"]]) {
      const running = runCli(["--port", "0", "--data", data, ...flags]);
      const url = await running.url.catch(() => undefined);
      totals.push(url && at((await call(url, "/ev-charger")).json, "data", "pagination", "total"));
      running.send("SIGTERM");
      const { code, stderr } = await running.ended;
      expect(code, stderr).toBe(url === undefined ? 1 : 0);
    }
    expect(totals).toEqual([5, 5, 2, undefined]);
  });

  it("ends with 0 although both, a terminal and a parent, tell it to stop", async () => {
    const running = runCli(["--port", "0"]);
    await running.url;
    running.send("SIGINT");
    running.send("SIGTERM");
    running.send("SIGINT");
    expect((await running.ended).code).toBe(0);
  });
});
