import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installPacked, type Packed, type User } from "../../../scripts/installPacked.ts";
import { at } from "./ask.ts";
import { call, pushOf } from "./call.ts";
import { runCli } from "./runCli.ts";

const run = promisify(execFile);

let user: User;
let packed: Packed;
beforeAll(async () => {
  user = await installPacked(fileURLToPath(new URL("..", import.meta.url)));
  packed = user.packed("@ev-charger/sandbox");
});
afterAll(() => user?.remove());

it("has what was built (else: run build first), the snapshot, its manifest, licence and README", () => {
  expect(packed.paths.filter((path) => !path.startsWith("dist/")).toSorted()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
    "snapshot/database.tar.br",
  ]);
  const modules = packed.paths.filter((path) => path.startsWith("dist/"));
  expect(modules).toEqual(
    expect.arrayContaining(["dist/cli.js", "dist/index.js", "dist/index.d.ts"]),
  );
  expect(modules.filter((path) => !/\.(?:js|d\.ts)$/.test(path))).toEqual([]);
});

it("passes publint", async () => {
  const { buffer } = Uint8Array.from(await readFile(packed.tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  const told = messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }));
  expect(told).toEqual([]);
});

it("runs with npx, offline: it is told its flags, and ends with their code", async () => {
  const npx = async (...flags: string[]): Promise<string> =>
    run("npx", ["--offline", "@ev-charger/sandbox", ...flags], { cwd: user.folder }).then(
      ({ stdout }) => `0: ${stdout}`,
      (error: { code?: number; stderr?: string }) => `${error.code}: ${error.stderr}`,
    );
  expect(await npx("--help")).toMatch(/^0: [^]*Usage: ev-charger-sandbox \[flags\]/);
  expect(await npx("--nothing")).toMatch(/^2: [^]*--nothing/);
});

it("serves the whole contract, with state, from nothing but what was installed", async () => {
  const running = runCli(["--port", "0", "--now", "fleet", "--log", "silent"], {
    program: join(user.folder, "node_modules", ".bin", "ev-charger-sandbox"),
  });
  const url = await running.url;
  const list = await call(url, "/ev-charger");
  expect(at(list.json, "data", "pagination", "total")).toBe(2);
  const pushed = await call(url, "/ev-charger/device_ev_002", { body: pushOf({}) });
  expect(pushed.status).toBe(202);
  const { json } = await call(url, String(at(pushed.json, "data", "links", "self")));
  expect(at(json, "data", "id")).toBe(at(pushed.json, "data", "id"));
  running.send("SIGTERM");
  const { code, stderr } = await running.ended;
  expect([code, stderr]).toEqual([0, "Stopping …\n"]);
});

const PROGRAM = `
import { createRequire } from "node:module";
import { defaultKeys, startSandbox } from "@ev-charger/sandbox";
const sandbox = await startSandbox({ now: "fleet" });
const headers = { "x-api-key": defaultKeys.sandbox };
const read = async () => (await (await fetch(sandbox.url + "/ev-charger", { headers })).json()).meta.timestamp;
const before = await read();
sandbox.clock.advance(2_000);
console.log([before, await read()].join());
await sandbox.stop();
console.log(createRequire(import.meta.url)("@ev-charger/sandbox/package.json").name);`;

it("can be started by a program, and leaves nothing behind that keeps it running", async () => {
  const flags = ["--input-type=module", "--eval", PROGRAM];
  const { stdout, stderr } = await run(process.execPath, flags, { cwd: user.folder });
  expect(stdout.split("\n").slice(0, 2)).toEqual([
    "2026-05-07T09:24:10.000Z,2026-05-07T09:24:12.000Z",
    "@ev-charger/sandbox",
  ]);
  expect(stderr).toBe("");
});
