import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked, type User } from "../../../scripts/installPacked.ts";
import manifest from "../package.json" with { type: "json" };

const run = promisify(execFile);
const client = fileURLToPath(new URL("..", import.meta.url));
const attw = fileURLToPath(new URL("../node_modules/.bin/attw", import.meta.url));

let user: User;
let tester: User;

beforeAll(async () => {
  [user, tester] = await Promise.all([installPacked(client), installPacked(client, "msw")]);
});
afterAll(() => Promise.all([user?.remove(), tester?.remove()]));

describe.each(["types", "client"] as const)("the packed %s package", (name) => {
  it("has what was built (else: run build first), its manifest, licence and README, and nothing else", () => {
    const { paths } = user.packed(`@ev-charger/${name}`);
    expect(paths.filter((path) => !path.startsWith("dist/")).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "package.json",
    ]);
    expect(paths.filter((path) => /^dist\/index\b.*\.js$/.test(path))).toHaveLength(1);
  });

  it("has each of its modules for both, import and require", () => {
    const { paths } = user.packed(`@ev-charger/${name}`);
    const twins = paths
      .filter((path) => path.startsWith("dist/cjs/") && path !== "dist/cjs/package.json")
      .map((path) => path.replace("/cjs/", "/"));
    const modules = paths.filter((path) => /^dist\/(?!cjs\/)/.test(path));
    expect(twins.toSorted()).toEqual(modules.toSorted());
  });

  it("passes publint", async () => {
    const { buffer } = Uint8Array.from(await readFile(user.packed(`@ev-charger/${name}`).tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }))).toEqual(
      [],
    );
  });

  it("passes arethetypeswrong for import, require and bundlers", async () => {
    // It exits with 1, and so rejects, for any problem. The profile leaves out TypeScript's
    // resolution for Node 10, which knows no "exports".
    const args = ["--profile", "node16", "--no-color", "--format", "ascii"];
    const { stdout } = await run(attw, [...args, user.packed(`@ev-charger/${name}`).tarball]);
    expect(stdout).toMatch(/node16 \(from CJS\).*🟢 \(CJS\)/);
    expect(stdout).toMatch(/node16 \(from ESM\).*🟢 \(ESM\)/);
  });
});

/** The client's entries, as people import them. */
const entries = Object.keys(manifest.exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => manifest.name + entry.slice(1));

/** Prints the names that an entry exports to `import`, and those that it exports to `require`. */
const NAMES = `
import { createRequire } from "node:module";
const [entry] = process.argv.slice(2);
const imported = Object.keys(await import(entry));
const required = Object.keys(createRequire(import.meta.url)(entry));
console.log(imported.toSorted().join());
console.log(required.filter((name) => name !== "__esModule").toSorted().join());`;

/** An error of one copy of the client, given to the guards of the other, both ways. */
const GUARDS = `
import { createRequire } from "node:module";
import * as esm from "@ev-charger/client";
const cjs = createRequire(import.meta.url)("@ev-charger/client");
if (esm.ApiError === cjs.ApiError) throw new Error("There is one copy only.");
const guards = (one, other) => {
  const error = new one.ConflictError("Cannot do that now.", { code: "CONFLICT", status: 409 });
  return [
    other.isEvChargerError(error),
    other.isApiError(error),
    other.isApiError(error, "CONFLICT"),
    other.isApiError(error, "NOT_FOUND"),
    other.isApiError(new one.TimeoutError("Too slow.")),
  ].join();
};
console.log(guards(esm, cjs));
console.log(guards(cjs, esm));`;

describe("whoever installs the packed packages", () => {
  it.each(entries)("gets the same names from import and require of %s", async (entry) => {
    const who = entry.endsWith("/testing") ? tester : user;
    await who.write({ "names.mjs": NAMES });
    const [imported, required] = (await who.run(process.execPath, "names.mjs", entry))
      .trim()
      .split("\n");
    expect(imported).toMatch(/[a-z]/);
    expect(required).toBe(imported);
  });

  it("can import the types at run time, too, where a bundler keeps the import", async () => {
    const imported = `await import("@ev-charger/types")`;
    await expect(
      user.run(process.execPath, "--input-type=module", "--eval", imported),
    ).resolves.toBe("");
    const required = `require("@ev-charger/types")`;
    await expect(
      user.run(process.execPath, "--input-type=commonjs", "--eval", required),
    ).resolves.toBe("");
  });

  it("recognises an error of the CommonJS copy with the other copy's guards, and vice versa", async () => {
    await user.write({ "guards.mjs": GUARDS });
    const expected = "true,true,true,false,false";
    expect((await user.run(process.execPath, "guards.mjs")).trim().split("\n")).toEqual([
      expected,
      expected,
    ]);
  });
});
