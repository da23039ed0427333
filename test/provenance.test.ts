import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { isRecord } from "../scripts/isRecord.ts";
import { readManifest } from "./Release.ts";
import { run } from "./run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const hasNpm = spawnSync("npm", ["--version"], { stdio: "ignore" }).status === 0;

/** The scripts of the workflow that publishes, in their order. */
function scripts(): readonly string[] {
  const workflow: unknown = parse(
    readFileSync(join(root, ".github/workflows/release.yml"), "utf8"),
  );
  const jobs = isRecord(workflow) && isRecord(workflow["jobs"]) ? workflow["jobs"] : {};
  const publish = isRecord(jobs["publish"]) ? jobs["publish"] : {};
  const steps: readonly unknown[] = Array.isArray(publish["steps"]) ? publish["steps"] : [];
  return steps
    .filter(isRecord)
    .map((step) => step["run"])
    .filter((script) => typeof script === "string");
}

test.runIf(hasNpm)(
  "what is published names the repository of its workflow, without which npm takes no provenance",
  async () => {
    const before = scripts().findIndex((script) => script.includes("repository.url"));
    const publish = scripts().findIndex((script) => script.includes("publish --recursive"));
    expect(before).toBeGreaterThan(-1);
    expect(publish).toBeGreaterThan(before);

    const folder = await mkdtemp(join(tmpdir(), "provenance-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const packages = (await readdir(join(root, "packages"))).map((name) => `packages/${name}`);
    for (const name of [".", "spec", ...packages])
      await cp(join(root, name, "package.json"), join(folder, name, "package.json"));

    const { code, output } = await run(folder, "bash", ["-ec", scripts()[before] ?? ""], {
      ...process.env,
      GITHUB_SERVER_URL: "https://example.invalid",
      GITHUB_REPOSITORY: "somebody/fork",
    });
    expect(code, output).toBe(0);
    for (const directory of ["spec", ...packages]) {
      expect((await readManifest(join(folder, directory)))["repository"]).toEqual({
        type: "git",
        url: "git+https://example.invalid/somebody/fork.git",
        directory,
      });
    }
  },
  60_000,
);
