import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { installPacked, type Packed, type User } from "../../../scripts/installPacked.ts";

const run = promisify(execFile);
const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let user: User;
let packed: Packed;
beforeAll(async () => {
  user = await installPacked(fileAt(".."));
  packed = user.packed("@ev-charger/contract");
});
afterAll(() => user?.remove());

test("the package has what was built (else: run compile first), its manifest, licence and README", () => {
  expect(packed.paths.filter((path) => !path.startsWith("dist/")).toSorted()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
  ]);
  const modules = packed.paths.filter((path) => path.startsWith("dist/"));
  expect(modules).toEqual(
    expect.arrayContaining(["dist/cli.js", "dist/index.js", "dist/index.d.ts"]),
  );
  expect(modules.filter((path) => !/\.(?:js|d\.ts)$/.test(path))).toEqual([]);
});

test("the package passes publint", async () => {
  const { buffer } = Uint8Array.from(await readFile(packed.tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  const told = messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }));
  expect(told).toEqual([]);
});

test("what comes with the package is open to everybody, as the package is", async () => {
  const scope = join(user.folder, "node_modules", "@ev-charger");
  for (const name of await readdir(scope)) {
    const manifest: unknown = JSON.parse(await readFile(join(scope, name, "package.json"), "utf8"));
    expect(manifest, name).not.toHaveProperty("private");
    expect(manifest, name).toHaveProperty("publishConfig.access", "public");
  }
});

test("the installed command runs with npx, offline, and knows the contract that came with it", async () => {
  const npx = async (...args: string[]): Promise<string> =>
    run("npx", ["--offline", "@ev-charger/contract", ...args], { cwd: user.folder }).then(
      ({ stdout }) => `0: ${stdout}`,
      (error: { code?: number; stderr?: string }) => `${error.code}: ${error.stderr}`,
    );
  expect(await npx("--help")).toMatch(/^0: [^]*\bverify\b/);
  expect(await npx("cases")).toMatch(/^0: [^]* listEvChargers\n[^]*\n[1-9]\d+ cases\n$/);
  expect(await npx("verify", "--nothing")).toMatch(/^2: [^]*--nothing/);
});

/** A server that says yes to everything. */
async function startYes(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

test("the README's program compiles against the installed types, and says how a server departs", async () => {
  const [, program = ""] =
    /```ts\n(.*?)```/s.exec(await readFile(fileAt("../README.md"), "utf8")) ?? [];
  const compilerOptions = {
    outDir: "out",
    module: "nodenext",
    target: "es2023",
    lib: ["es2023"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    typeRoots: [fileAt("../../../node_modules/@types")],
    types: ["node"],
    skipDefaultLibCheck: true,
  };
  await user.write({
    "user.mts": program.replace("http://127.0.0.1:4020", await startYes()),
    "wrong.mts": program.replace('profile: "full"', 'profile: "fully"'),
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["user.mts"] }),
    "tsconfig.wrong.json": JSON.stringify({ extends: "./tsconfig.json", files: ["wrong.mts"] }),
  });
  const tsc = fileAt("../../../node_modules/typescript/bin/tsc");
  expect(await user.run(process.execPath, tsc, "-p", ".")).toBe("");
  const mistyped = user.run(process.execPath, tsc, "-p", "tsconfig.wrong.json");
  await expect(mistyped).rejects.toHaveProperty("stdout", expect.stringContaining('"fully"'));

  const told = await user.run(process.execPath, "out/user.mjs");
  expect(told).toMatch(/^documented body: .+ \(#\/.+\)$/m);
  expect(told).toMatch(/^authentication enforced: /m);
}, 60_000);
