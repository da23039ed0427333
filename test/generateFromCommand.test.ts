import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../scripts/generateFrom.ts", import.meta.url));
const petStore = fileURLToPath(new URL("contracts/petstore/openapi.yaml", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "generate-from-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command in the folder. */
function run(...args: readonly string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, INIT_CWD: folder };
    const child = execFile(process.execPath, [script, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const out = (...path: readonly string[]): string => join(folder, "out", ...path);

describe("pnpm generate:from", () => {
  it("shows its help", async () => {
    const { code, stdout } = await run("--help");
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("pnpm generate:from FILE --out DIR"),
    ]);
  });

  it.each([
    ["no FILE", ["--out", "x"], "Name the contract's FILE"],
    ["two of them", [petStore, "b.yaml", "--out", "x"], "One FILE, not also b.yaml"],
    ["no DIR", [petStore], "Say where to: --out DIR"],
    ["a flag that is none", [petStore, "--into", "x"], "--into"],
    [
      "a name that is none",
      [petStore, "--out", "x", "--name", "A b"],
      '"A b" cannot name a package',
    ],
  ])("ends with 2 and its help for %s", async (_, args, said) => {
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(stderr).toContain("Usage:");
  });

  it("ends with 1 for a file that is not there, refers to nothing or is no contract, and writes nothing", async () => {
    await writeFile(join(folder, "text.yaml"), "{ a: ");
    await writeFile(
      join(folder, "lost.yaml"),
      `openapi: 3.1.0
info: { title: Lost, version: "1" }
paths:
  /x: { get: { responses: { "200": { $ref: nowhere.yaml } } } }
`,
    );
    for (const file of ["none.yaml", "text.yaml"]) {
      const { code, stderr } = await run(file, "--out", "out");
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`^Not generated: .*${file}.*Check FILE`));
    }
    const { code, stderr } = await run("lost.yaml", "--out", "out");
    expect(code).toBe(1);
    expect(stderr).toMatch(/lost\.yaml:4:\d+: Can't resolve \$ref/);
    await expect(access(out())).rejects.toThrow("ENOENT");
  });

  it("takes two files of one name for two", async () => {
    for (const [place, type] of [
      ["a", "string"],
      ["b", "integer"],
    ] as const) {
      await mkdir(join(folder, place));
      await writeFile(join(folder, place, "Thing.yaml"), `type: ${type}\n`);
    }
    const answer = (place: string): string =>
      `/${place}: { get: { responses: { "200": { description: It., content: { application/json: { schema: { $ref: ${place}/Thing.yaml } } } } } } }`;
    await writeFile(
      join(folder, "twins.yaml"),
      `openapi: 3.1.0
info: { title: Twins, version: "1" }
paths:
  ${answer("a")}
  ${answer("b")}
`,
    );
    expect(await run("twins.yaml", "--out", "out")).toMatchObject({ code: 0, stderr: "" });
    const types = await readFile(out("src/types.gen.ts"), "utf8");
    expect(types).toContain("export type Thing = string;");
    expect(types).toContain("export type Thing2 = number;");
  });

  it("says what it made, and what is called otherwise than in the contract", async () => {
    const { code, stdout } = await run(petStore, "--out", "out", "--name", "@some/pets");
    expect(code).toBe(0);
    expect(stdout).toContain("@some/pets is in out: 8 operations.");
    expect(stdout).toContain("cd out && npm install && npm run build");
    const readme = await readFile(out("README.md"), "utf8");
    expect(readme).toContain("`pets.create` is `createPets`");
    expect(readme).toContain("PETS_API_KEY");
  });

  it("writes anew what it made, removes what is not made any more, and leaves other files alone", async () => {
    await run(petStore, "--out", "out");
    const index = await readFile(out("src/index.ts"), "utf8");
    await writeFile(out("src/gone.ts"), index);
    await writeFile(out("src/own.ts"), "export {};\n");
    await writeFile(out("src/index.ts"), index.slice(0, 200));
    expect(await run(petStore, "--out", "out")).toMatchObject({ code: 0 });
    expect(await readFile(out("src/index.ts"), "utf8")).toBe(index);
    await expect(access(out("src/gone.ts"))).rejects.toThrow("ENOENT");
    await access(out("src/own.ts"));
  });

  it("does not touch a DIR of others, nor a file that somebody took over, unless it is told to", async () => {
    await mkdir(out());
    await writeFile(out("README.md"), "mine\n");
    const refused = await run(petStore, "--out", "out");
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/has files already, and not from here.*--force/);
    expect(await readFile(out("README.md"), "utf8")).toBe("mine\n");

    expect(await run(petStore, "--out", "out", "--force")).toMatchObject({ code: 0 });
    await writeFile(out("src/hide.ts"), "// Mine.\n");
    const again = await run(petStore, "--out", "out");
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain("files that are not generated: src/hide.ts");
    expect(await readFile(out("src/hide.ts"), "utf8")).toBe("// Mine.\n");
  });

  it("says what it left out with --partial", async () => {
    await writeFile(
      join(folder, "mixed.json"),
      JSON.stringify({
        openapi: "3.0.3",
        info: { title: "Mixed", version: "1" },
        paths: {
          "/a": {
            get: { responses: { 200: { description: "", content: { "application/json": {} } } } },
          },
          "/b": { get: { responses: { 200: { description: "", content: { "text/csv": {} } } } } },
        },
      }),
    );
    expect(await run("mixed.json", "--out", "out")).toMatchObject({ code: 1 });
    const { code, stdout } = await run("mixed.json", "--out", "out", "--partial");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /out: 1 operation\.[^]*Left out: GET \/b: it answers 200 with text\/csv/,
    );
    expect(await readFile(out("README.md"), "utf8")).toContain(
      "## Left out\n\n- `GET /b`: it answers",
    );
  });
});
