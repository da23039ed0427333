import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { startMock } from "../packages/mock/src/startMock.ts";
import { run } from "./run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the program on the first screen runs as it stands", async () => {
  const [, shown = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const example = new URL("../packages/client/examples/chargers.ts", import.meta.url);
  const program = await readFile(example, "utf8");
  expect(shown).toBe(program);

  const mock = await startMock({ port: 0 });
  onTestFinished(() => mock.stop());
  const copy = new URL("chargers.copy.gen.ts", example);
  await writeFile(copy, program.replace("http://127.0.0.1:4010", mock.url));
  onTestFinished(() => rm(copy));

  const { code, output } = await run(root, process.execPath, [fileURLToPath(copy)]);
  expect(output).toBe(
    "device_ev_001 (Wallbox 7kW): charging, 7 kW\ndevice_ev_002 (Wallbox 22kW): available, 0 kW\n",
  );
  expect(code).toBe(0);
});

test("the first screen says once that it is unofficial", () => {
  expect(readme.match(/unofficial/gi)).toHaveLength(1);
});

test("the versions that the commands bring are those that the manifest asks for", async () => {
  const script = await readFile(new URL("../scripts/run.mjs", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(
    await readFile(new URL("../package.json", import.meta.url), "utf8"),
  );
  const [, version] = /PNPM = "(.*)"/.exec(script) ?? [];
  expect(manifest).toMatchObject({ devEngines: { packageManager: { name: "pnpm", version } } });
});
