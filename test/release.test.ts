import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lastRelease } from "../scripts/release/lastRelease.ts";
import { nextVersion } from "../scripts/versions.ts";
import { copyWorkspace, type Workspace } from "./copyWorkspace.ts";

const STATE = "spec/schemas/EvChargerState.yaml";

let workspace: Workspace;
/** The version that the workspace has when the tests begin, all that was pending released. */
let before: string;

const git = (...args: readonly string[]) => workspace.must("git", ...args);

async function commitAll(message: string): Promise<void> {
  await git("add", "--all");
  await git("commit", "--quiet", "--message", message);
}

async function versionOf(folder: string): Promise<unknown> {
  const manifest: unknown = JSON.parse(await workspace.read(`${folder}/package.json`));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? manifest.version
    : undefined;
}

async function changeset(level: string): Promise<void> {
  await workspace.write({
    ".changeset/mine.md": `---\n"@ev-charger/client": ${level}\n---\n\nThe client is faster.\n`,
  });
  await commitAll("Promise something");
}

beforeAll(async () => {
  workspace = await copyWorkspace();
  await git("config", "user.name", "Somebody");
  await git("config", "user.email", "somebody@example.com");
  await changeset("patch");
  await workspace.must("pnpm", "contract:promise");
  await commitAll("Promise the rest").catch(() => undefined);
  await workspace.must("pnpm", "release");
  const released = await lastRelease(workspace.folder);
  if (released === undefined) throw new Error("Nothing was released.");
  before = released.version;
}, 240_000);
afterAll(() => workspace?.remove());

describe("a release", { timeout: 120_000 }, () => {
  it("has one version for the contract and every package that is published", async () => {
    const folders = [
      "spec",
      ...["types", "client", "sandbox", "contract"].map((one) => `packages/${one}`),
    ];

    expect(await Promise.all(folders.map(versionOf))).toEqual(folders.map(() => before));
    expect(await workspace.read("spec/openapi.yaml")).toContain(`version: ${before}\n`);
    expect(await workspace.read(`spec/released/${before}.yaml`)).toContain(`version: ${before}\n`);
  });

  it("is one commit, with everything in it and nothing left to promise", async () => {
    expect(await git("status", "--porcelain")).toBe("");
    expect(await git("log", "-1", "--format=%s")).toBe(`Release ${before}\n`);
    const files = await git("show", "--stat=200", "--format=");
    for (const file of [
      `spec/released/${before}.yaml`,
      "spec/CHANGELOG.md",
      "packages/client/CHANGELOG.md",
      "packages/client/package.json",
      ".changeset/mine.md",
    ]) {
      expect(files).toContain(file);
    }
    expect(await readdir(join(workspace.folder, ".changeset"))).toEqual(["config.json"]);
    expect(await workspace.read("packages/client/CHANGELOG.md")).toContain("The client is faster.");
  });

  it("is refused when there is nothing to release", async () => {
    const { code, output } = await workspace.run("pnpm", "release");

    expect(code).toBe(1);
    expect(output).toContain("Nothing to release");
  });

  it("is refused as long as something is not committed", async () => {
    await workspace.write({ "notes.txt": "Later." });
    const { code, output } = await workspace.run("pnpm", "release");
    await git("clean", "--force", "--quiet", "notes.txt");

    expect(code).toBe(1);
    expect(output).toContain("not committed");
  });

  it("is published by nobody but the workflow", async () => {
    const args = ["--filter", "@ev-charger/types", "publish", "--dry-run", "--no-git-checks"];
    const { code, output } = await workspace.run("pnpm", ...args);

    expect(code).toBe(1);
    expect(output).toContain("Packages are published by .github/workflows/release.yml alone");
  });

  it("is shown before it is made, and then nothing has changed", async () => {
    await changeset("patch");
    const output = await workspace.must("pnpm", "release", "--dry-run", "--files");
    const next = nextVersion(before, "patch");

    expect(output).toMatch(
      new RegExp(
        `@ev-charger/client +${before} → ${next} +[\\d.]+ kB +dist/ \\(\\d+ files\\)`,
        "u",
      ),
    );
    expect(output).toContain("    dist/index.js\n");
    expect(output).toContain("The contract is as it was.");
    expect(output).toContain(`/v/${next}/, from spec/released/${next}.yaml`);
    expect(await git("status", "--porcelain")).toBe("");
  });
});

describe("an edit of the contract", { timeout: 120_000 }, () => {
  it("fails the check until it is promised, and is then released with what changed", async () => {
    await workspace.edit(
      STATE,
      "properties:\n",
      "properties:\n  volts:\n    type: number\n    description: The voltage.\n    examples: [230]\n",
    );
    const refused = await workspace.run("pnpm", "exec", "turbo", "run", "lint:release");
    const next = nextVersion(before, "minor");

    expect(refused.code).toBe(1);
    expect(refused.output).toContain("EvChargerState.volts: new");
    expect(refused.output).toContain(`info.version is ${before}, and has to be ${next} at least.`);
    expect(refused.output).toContain("pnpm contract:promise");

    const promised = await workspace.must("pnpm", "contract:promise");
    expect(promised).toContain(`Promised: ${next}, a minor version.`);
    await workspace.must("pnpm", "exec", "turbo", "run", "lint:release");

    await commitAll("Tell the voltage");
    await workspace.must("pnpm", "release");
    const changelog = await workspace.read("spec/CHANGELOG.md");
    expect(changelog).toContain(`## ${next}\n\n### Contract\n`);
    expect(changelog).toContain("`EvChargerState.volts`: new");
    expect(await git("status", "--porcelain")).toBe("");
    await workspace.must("pnpm", "exec", "turbo", "run", "lint:release");
    await workspace.must("pnpm", "exec", "oxfmt", "--check");
  });

  it("leaves the docs of every release as they were", async () => {
    await workspace.must("pnpm", "exec", "turbo", "run", "docs");
    const next = nextVersion(before, "minor");

    expect(await workspace.read(`packages/docs/dist/v/${before}/openapi.yaml`)).not.toContain(
      "volts",
    );
    expect(await workspace.read(`packages/docs/dist/v/${next}/openapi.yaml`)).toContain("volts");
    const changelog = await workspace.read("packages/docs/dist/changelog.md");
    expect(changelog).toContain(`## ${next}`);
    expect(changelog).toContain("`EvChargerState.volts`: new.");
  });
});
