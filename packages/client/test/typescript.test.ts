import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked, type User } from "../../../scripts/installPacked.ts";
import { callsFrom, type ExampleCall } from "./callsFrom.ts";
import {
  throughEverything,
  throughOpenapiFetch,
  throughOurs,
  throughTestingKit,
} from "./programs.ts";

const run = promisify(execFile);

/** By how much calls through our client may cost more to check than through bare openapi-fetch. */
const COST = 1.5;

/** The oldest, an older and the newest; the last is what the workspace uses. */
const COMPILERS = ["typescript-5.4", "typescript-5.9", "typescript"] as const;

/** As far as every version here knows them. */
const STRICTEST = {
  noEmit: true,
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  skipLibCheck: false,
  // TypeScript's own declarations: those of the packages are checked.
  skipDefaultLibCheck: true,
};

/** A browser's program, and a Node program that knows of no browser. */
const DOM = { lib: ["es2022", "dom", "dom.iterable"], types: [] };
const NODE = { lib: ["es2023"], types: ["node"] };

const MODES = [
  ["an ES module of Node", "user.mts", { module: "nodenext" }],
  ["a CommonJS module of Node", "user.cts", { module: "nodenext" }],
  ["a bundler's module", "user.ts", { module: "esnext", moduleResolution: "bundler" }],
] as const;

let user: User;
let calls: ExampleCall[];

beforeAll(async () => {
  user = await installPacked(fileURLToPath(new URL("..", import.meta.url)), "msw");
  const bundle = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
  calls = callsFrom(JSON.parse(await readFile(bundle, "utf8")));
});
afterAll(() => user?.remove());

/** Compiles one file of the user's; resolves to what the compiler printed. */
async function compile(compiler: string, file: string, options: object, ...flags: string[]) {
  const manifest = createRequire(import.meta.url).resolve(`${compiler}/package.json`);
  const typeRoots = [fileURLToPath(new URL("../../../node_modules/@types", import.meta.url))];
  const compilerOptions = { ...STRICTEST, typeRoots, ...options };
  await user.write({ "tsconfig.json": JSON.stringify({ compilerOptions, files: [file] }) });
  const tsc = join(dirname(manifest), "bin/tsc");
  const ended = run(process.execPath, [tsc, "-p", ".", ...flags], { cwd: user.folder });
  const { stdout } = await ended.catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return { stdout: String(error.stdout) };
    throw error;
  });
  return stdout;
}

describe.each(COMPILERS)("with %s and the strictest flags", (compiler) => {
  it.each(MODES)(
    "every operation and guard can be used in %s",
    async (_, file, options) => {
      await user.write({ [file]: throughEverything(calls) });
      // Node's own types ask for a newer TypeScript than the oldest one here.
      const libraries = file === "user.ts" || compiler === COMPILERS[0] ? DOM : NODE;
      expect(await compile(compiler, file, { ...options, ...libraries })).toBe("");
    },
    60_000,
  );
});

// MSW asks for TypeScript 5.9.
describe.each(COMPILERS.slice(1))("with %s and the strictest flags", (compiler) => {
  it.each(MODES)(
    "the testing kit can be used in %s",
    async (_, file, options) => {
      await user.write({ [file]: throughTestingKit(calls) });
      // MSW's declarations want those of a browser.
      expect(await compile(compiler, file, { ...options, ...DOM })).toBe("");
    },
    60_000,
  );
});

async function instantiations(program: string): Promise<number> {
  await user.write({ "user.mts": program });
  const options = { module: "nodenext", skipLibCheck: true, ...DOM };
  const flags = ["--extendedDiagnostics", "--singleThreaded"];
  const output = await compile("typescript", "user.mts", options, ...flags);
  expect(output).not.toContain("error TS");
  return Number(/^Instantiations:\s+(\d+)$/m.exec(output)?.[1]);
}

it(`checking a call of every operation costs at most ${COST} times what bare openapi-fetch costs`, async () => {
  const ours = await instantiations(throughOurs(calls));
  const bare = await instantiations(throughOpenapiFetch(calls));
  console.log(
    `Type instantiations: ours ${ours}, openapi-fetch ${bare}, ratio ${(ours / bare).toFixed(2)}`,
  );
  expect(bare).toBeGreaterThan(0);
  expect(ours / bare).toBeLessThanOrEqual(COST);
});
