import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "@ev-charger/mock";
import { defaultKeys, type Sandbox, startSandbox } from "../../sandbox/src/index.ts";
import { readBundle } from "./bundle.ts";
import { guidesFolder, programsOf, readBlocks, readGuideTexts } from "./guideBlocks.ts";
import { commandsOf, programOf, readScripts, workspace } from "./guideCommands.ts";

const run = promisify(execFile);
const blocks = await readBlocks();
const programs = programsOf(blocks);
const commands = commandsOf(blocks);
const SANDBOX = "http://127.0.0.1:4020";
const MOCK = "http://127.0.0.1:4010";

/** A text without what is another each time: ids, instants, durations; and cut off at a line `…`. */
const lasting = (text: string): string =>
  text
    .replaceAll(/\b(action_ev|req)_[0-9a-f]{20}\b/gu, "$1_…")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/gu, "<instant>")
    .replaceAll(/\b\d+(?:\.\d+)?ms\b/gu, "<duration>")
    .replaceAll(/(?<=latencyMs: )[\d.]+/gu, "<duration>");

describe("the programs of the guides, one after another as a reader runs them", () => {
  let sandbox: Sandbox;
  let mock: Mock;

  beforeAll(async () => {
    [sandbox, mock] = await Promise.all([startSandbox(), startMock({ port: 0 })]);
  });
  afterAll(() => Promise.all([sandbox?.stop(), mock?.stop()]));

  async function printedBy(file: string): Promise<string> {
    const path = join(guidesFolder, "code", file);
    const text = await readFile(path, "utf8");
    const here = text.replaceAll(SANDBOX, sandbox.url).replaceAll(MOCK, mock.url);
    // A program with an address in its text is given this sandbox's or mock's in its place.
    const program = here === text ? [path] : ["--input-type=module-typescript", "--eval", here];
    const { stdout } = await run(process.execPath, program, {
      cwd: join(guidesFolder, ".."),
      env: { ...process.env, AMPS_BASE_URL: sandbox.url, AMPS_API_KEY: defaultKeys.sandbox },
      timeout: 15_000,
    });
    return stdout;
  }

  it.each(programs)("$file prints what the guide says", async ({ file, prints }) => {
    const [said = "", more] = lasting(prints).split(/^…\n/mu);
    const printed = lasting(await printedBy(file));

    expect(said).not.toBe("");
    expect(more === undefined ? printed : printed.slice(0, said.length)).toBe(said);
  });

  it.each(["quickStart.ts", "commands.ts", "conflicts.ts", "sandbox.ts"])(
    "%s prints the same when it is run again",
    async (file) => {
      const { prints } = programs.find((program) => program.file === file) ?? {};

      expect(lasting(await printedBy(file))).toBe(lasting(prints ?? ""));
    },
  );
});

describe("the guides", () => {
  it("show every program that is there, and no TypeScript that is in no file", async () => {
    const files = await readdir(join(guidesFolder, "code"));

    expect(programs.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    expect(blocks.filter(({ language }) => /^(?:ts|typescript|js)$/u.test(language))).toEqual([]);
  });

  it("give the quick start in six lines", async () => {
    const text = await readFile(join(guidesFolder, "code/quickStart.ts"), "utf8");

    expect(text.trim().split("\n")).toHaveLength(6);
  });

  it("name only error codes that the contract has", async () => {
    const contract = (await readBundle()).files["openapi.json"].toString();
    const named = [...(await readGuideTexts()).values()].flatMap((text) =>
      Array.from(text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/gu), ([, code = ""]) => code),
    );
    const codes = named.filter((code) => !code.startsWith("AMPS_"));

    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !contract.includes(`"const": "${code}"`))).toEqual([]);
  });

  it.each(commands)("$line runs a script that there is", async ({ script, args }) => {
    const isThere =
      script === "exec"
        ? args[0] === "node" && existsSync(join(workspace, args[1] ?? ""))
        : (await readScripts()).has(script);

    expect(isThere).toBe(true);
  });

  it.each(commands.filter(({ args }) => args.some((word) => word.startsWith("--"))))(
    "$line has only flags that its --help names",
    async ({ script, args }) => {
      const { file = "", folder = "" } = (await programOf(script)) ?? {};
      const subcommand = args.filter((word, index) => index === 0 && !word.startsWith("-"));
      const { stdout } = await run(process.execPath, [file, ...subcommand, "--help"], {
        cwd: folder,
      });
      const known = new Set(stdout.match(/--[\w-]+/gu));

      expect(args.filter((word) => word.startsWith("--") && !known.has(word))).toEqual([]);
    },
  );

  it("show commands to start, build, test and verify", () => {
    expect(commands.map(({ script }) => script)).toEqual(
      expect.arrayContaining(["start", "test", "dev", "mock", "sandbox", "contract", "exec"]),
    );
  });
});
