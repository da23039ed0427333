import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A free port for everything that is served. */
const FREE = { "--docs-port": "0", "--mock-port": "0", "--sandbox-port": "0" };

interface Started {
  readonly child: ChildProcess;
  /** Resolves with all output so far as soon as it matches; rejects when the process ends before. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** How it ended, and all that it printed. */
  readonly ended: Promise<{ code: number | null; output: string }>;
}

function start(...flags: string[]): Started {
  const child = spawn(process.execPath, ["scripts/start.ts", ...flags], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(() => ({ code: child.exitCode, output }));
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (pattern.test(output)) resolve(output);
      };
      listeners.add(check);
      check();
      void ended.then(() => reject(new Error(`It ended before it printed ${pattern}:\n${output}`)));
    });
  return { child, until, ended };
}

test("serves docs, mock and sandbox, and the printed curl is a request that the mock answers", async () => {
  const { child, until, ended } = start(...Object.entries(FREE).flat());
  const output = await until(/Ctrl-C/);

  const docs = /Docs +(http:\S+)/.exec(output)?.[1] ?? "";
  expect(await (await fetch(docs)).text()).toContain("Amps EV Charger API");

  const curl = /^ *(curl .*)$/m.exec(output)?.[1] ?? "";
  const [, header = "", value = ""] = /'(x-api-key): ([^']+)'/.exec(curl) ?? [];
  const url = /http:[^'\s]+/.exec(curl)?.[0] ?? "";
  const response = await fetch(url, { headers: { [header]: value } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    success: true,
    data: { items: [{ id: "device_ev_001" }, { id: "device_ev_002" }] },
  });

  const sandbox = /Sandbox +(http:\S+)/.exec(output)?.[1] ?? "";
  const listed = await fetch(`${sandbox}/ev-charger`, { headers: { [header]: value } });
  expect(await listed.json()).toMatchObject({
    data: { items: [{ id: "device_ev_001" }, { id: "device_ev_002" }] },
  });

  child.kill("SIGINT");
  expect((await ended).code).toBe(0);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
  await expect(fetch(docs)).rejects.toThrow("fetch failed");
  await expect(fetch(sandbox)).rejects.toThrow("fetch failed");
});

test.each(Object.keys(FREE))(
  "a taken port is reported with the flag that changes it: %s",
  async (flag) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    const flags = { ...FREE, [flag]: String(port) };
    const { code, output } = await start(...Object.entries(flags).flat()).ended;
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is already taken.`);
    expect(output).toContain(flag);
  },
);

test.each([
  [["--mock-port", "much"], "--mock-port has to be a whole number"],
  [["--sandbox-port", "65536"], "--sandbox-port has to be a whole number"],
  [["--mock-prot", "1"], "--mock-prot"],
])("flags that make no sense end with code 2 and a reason: %s", async (flags, reason) => {
  const { code, output } = await start(...flags).ended;
  expect(code).toBe(2);
  expect(output).toContain(reason);
});
