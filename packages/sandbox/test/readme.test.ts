import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import { checkFleet } from "../src/fleet/readFleet.ts";
import { defaultKeys } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the program of the README runs as it stands, on the compiled package", async () => {
  const [, program = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const copy = fileURLToPath(new URL("readme.gen.ts", import.meta.url));
  await writeFile(copy, program);
  onTestFinished(() => rm(copy));
  const { stdout } = await promisify(execFile)(process.execPath, [copy], { timeout: 15_000 });
  expect(stdout).toBe("paused\n");
});

test("the fleet of the README is one", () => {
  const [, fleet = ""] = /```json\n(.*?)```/s.exec(readme) ?? [];
  const value: unknown = JSON.parse(fleet);
  expect(checkFleet(Contract.bundled(), value, "the README's fleet")).toEqual(value);
});

test("the README names every key of the default fleet", () => {
  const named = [...readme.matchAll(/^\| `(amps_sk_\w+)`/gm)].map(([, key]) => key);
  expect(named).toEqual(Object.values(defaultKeys));
});

test("the README names every flag of the command", async () => {
  const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "--help"]);
  const flags = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag = ""]) => flag);
  const named = new Set(readme.match(/--[\w-]+/g));
  expect(flags.filter((flag) => flag !== "--help" && !named.has(flag))).toEqual([]);
});
