import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { isRecord } from "../src/isRecord.ts";
import { describe, expect, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const attw = fileURLToPath(new URL("../node_modules/.bin/attw", import.meta.url));

/** Packs a built package as it would be published, for the length of one test. */
async function pack(folder: string) {
  const into = await mkdtemp(join(tmpdir(), "ev-charger-pack-"));
  onTestFinished(() => rm(into, { recursive: true }));
  const { stdout } = await run("pnpm", ["pack", "--json", "--pack-destination", into], {
    cwd: folder,
  });
  const packed: unknown = JSON.parse(stdout);
  if (!isRecord(packed) || !Array.isArray(packed["files"])) throw new Error(`pnpm said ${stdout}`);
  const paths = packed["files"].filter(isRecord).map(({ path }) => String(path));
  return { tarball: String(packed["filename"]), paths };
}

describe.each(["types", "client"])("the packed %s package", (name) => {
  const folder = fileURLToPath(new URL(`../../${name}`, import.meta.url));

  it("has what was built (else: run build first), its manifest, licence and README, and nothing else", async () => {
    const { paths } = await pack(folder);
    expect(paths.filter((path) => !path.startsWith("dist/")).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "package.json",
    ]);
    expect(paths.filter((path) => /^dist\/index\b.*\.js$/.test(path))).toHaveLength(1);
  });

  it("passes publint", async () => {
    const { tarball } = await pack(folder);
    const { buffer } = Uint8Array.from(await readFile(tarball));
    const { messages, pkg } = await publint({
      pack: { tarball: buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }))).toEqual(
      [],
    );
  });

  it("passes arethetypeswrong", async () => {
    const { tarball } = await pack(folder);
    // It exits with 1, and so rejects, for any problem that the profile does not ignore.
    const { stdout } = await run(attw, ["--profile", "esm-only", "--no-color", tarball]);
    expect(stdout).toMatch(/node16 \(from ESM\).*🟢 \(ESM\)/);
  });
});
