import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ask, numberAt } from "./ask.ts";
import { startCommand } from "./startCommand.ts";

/** Ends the process, as `kill -9` does, at the moment at which it would write a certain file. */
const killedAt = (file: string): string => {
  const program = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { openSync } = fs;
    fs.openSync = (path, flags, ...more) => {
      const writes = typeof flags === "number" ? (flags & 3) !== 0 : flags !== "r";
      if (writes && String(path).endsWith(${JSON.stringify(file)})) process.kill(process.pid, "SIGKILL");
      return openSync(path, flags, ...more);
    };
    syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(program)}`;
};

test.each(["/base/5/1259", "/postgresql.conf"])(
  "a folder whose making was broken off before %s is made anew",
  { timeout: 60_000 },
  async (file) => {
    const parent = await mkdtemp(join(tmpdir(), "sandbox-data-"));
    onTestFinished(() => rm(parent, { recursive: true, force: true }));
    const flags = ["--data", join(parent, "data"), "--chargers", "30"];
    const inherited = process.env["NODE_OPTIONS"] ?? "";
    await expect(
      startCommand(flags, { NODE_OPTIONS: `${inherited} ${killedAt(file)}` }),
    ).rejects.toThrow("did not start (SIGKILL)");

    const command = await startCommand(flags);
    onTestFinished(() => command.kill());
    const { body } = await ask(command.url, "/ev-charger");
    expect(numberAt(body, "data", "pagination", "total")).toBe(30);
    expect(await command.stop()).toBe(0);
  },
);
