import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTRACT } from "../packages/docs/test/things.ts";
import { compareWithRelease } from "../scripts/release/compareWithRelease.ts";
import { changed } from "../spec/test/changed.ts";
import { contractFolders } from "./contractFolders.ts";
import { run } from "./run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = contractFolders();
let folder: string;
/** Our contract, as if it had once had a property more. */
let earlier: string;

/** Runs one of the commands, as its script does once the bundle is up to date. */
const command = (name: string, ...args: readonly string[]) =>
  run(root, process.execPath, [`scripts/${name}.ts`, ...args]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-diff-"));
  earlier = join(folder, "earlier.json");
  const ours: unknown = JSON.parse(await readFile(join(root, "spec/dist/openapi.json"), "utf8"));
  const gone = { "#/components/schemas/EvChargerList/properties/gone": { type: "string" } };
  await writeFile(earlier, JSON.stringify(changed(ours, gone)));
});
afterAll(async () => {
  await folders.remove();
  await rm(folder, { recursive: true });
});

describe("the comparison with a released contract", { timeout: 60_000 }, () => {
  it("shows what is gone from our contract, as a table", async () => {
    const { code, output } = await command("contractDiff", "--base", earlier);

    expect(code).toBe(0);
    expect(output.split("\n")).toEqual([
      `1 change since ${earlier}, a major version.`,
      "",
      expect.stringMatching(/^ {2}Impact {2}Operation +What changed +From {2}To {2}Migrate$/u),
      expect.stringMatching(
        /^ {2}major {3}GET \/ev-charger {2}EvChargerList\.gone: removed {12}Do without it\.$/u,
      ),
      "",
    ]);
  });

  it("writes it into a file, without the colours of a terminal", async () => {
    const out = join(folder, "changes.txt");
    const args = ["scripts/contractDiff.ts", "--base", earlier, "--out", out];
    const env = { ...process.env, FORCE_COLOR: "1", NODE_NO_WARNINGS: "1" };

    expect(await run(root, process.execPath, args, env)).toEqual({ code: 0, output: "" });
    expect(await readFile(out, "utf8")).toMatch(/\n {2}major .* Do without it\.\n$/u);
  });

  it("says each change in words of its own, with its values apart and the breaks first", async () => {
    const { get, post } = CONTRACT.paths["/things"];
    const put = { ...post, operationId: "moveThing", summary: "Move a thing from a to b" };
    const [limit, kind] = get.parameters;
    const { root: changedRoot } = await folders.make({
      since: {
        "#/paths/~1things/put": put,
        "#/paths/~1things/get/parameters": [{ ...limit, name: "most" }, kind],
        "#/paths/~1things/get/description": "Long. ".repeat(20),
        "#/paths/~1things/post/deprecated": true,
        "#/paths/~1things/post/parameters": [{ ...kind, name: "way" }],
        "#/components/schemas/Thing/properties/size/maximum": 10,
        "#/components/schemas/Thing/required": ["mode", "size"],
        "#/components/securitySchemes": { key: { type: "apiKey", in: "header", name: "key" } },
      },
    });
    const found = await compareWithRelease(changedRoot);

    expect(
      found?.rows.map(({ impact, what, from, to, migrate }) =>
        [impact, what, from, to, migrate].join("; "),
      ),
    ).toEqual([
      "major; parameter `most`: renamed; `limit`; `most`; Use `most` instead of `limit`.",
      "major; `Thing.size`: `maximum`; `9`; `10`; Be ready for the new `maximum`.",
      "minor; authentication `key`: new; ; ; Nothing; it may be used.",
      'minor; `Thing`: required now: `mode`; `["size"]`; `["mode","size"]`; Nothing.',
      "minor; deprecated; nothing; `true`; Stop using it before its sunset.",
      "minor; parameter `way`: new; ; ; Nothing; it may be used.",
      "minor; new operation, “Move a thing from a to b”; ; ; Nothing; it may be used.",
      "patch; `description`; nothing; …; ",
    ]);
  });
});

describe("the command that compares", () => {
  it.each(["contractDiff", "contractGate", "contractPromise"])(
    "shows how %s is called",
    async (name) => {
      const { code, output } = await command(name, "--help");

      expect(code).toBe(0);
      expect(output).toMatch(/^\S[^\n]+\n[^]*\nUsage: pnpm [^]*\n {2}--help/u);
    },
  );

  it.each([
    ["--format", "nonsense", "--format nonsense: there is text, markdown, html and json."],
    ["--format", "toString", "--format toString: there is text, markdown, html and json."],
    ["--bass", "a.yaml", "Unknown option '--bass'"],
  ])("refuses %s %s as a wrong call", async (flag, value, message) => {
    const { code, output } = await command("contractDiff", flag, value);

    expect(code).toBe(2);
    expect(output).toContain(message);
  });

  it("names the file that is no contract, without a stack trace", async () => {
    const torn = join(folder, "torn.yaml");
    await writeFile(torn, "paths: [");
    const { code, output } = await command("contractDiff", "--base", torn);

    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^${torn} is no bundled contract: `, "u"));
    expect(output).not.toMatch(/^ +at /mu);
  });

  it("names the file that it cannot write, without a stack trace", async () => {
    const out = join(folder, "nowhere", "changes.md");
    const { code, output } = await command("contractDiff", "--base", earlier, "--out", out);

    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^--out ${out}: ENOENT`, "u"));
    expect(output).not.toMatch(/^ +at /mu);
  });
});
