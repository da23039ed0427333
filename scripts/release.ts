import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { command } from "./command.ts";
import { freeze } from "./release/freeze.ts";
import { planRelease, type ReleasePlan } from "./release/planRelease.ts";
import { packAll, versionOf } from "./release/tarballs.ts";
import { Stop } from "./Stop.ts";
import { turbo } from "./turbo.ts";

const help = `Makes a release, in one commit: every package's version and changelog, and the contract in
spec/released, from which docs and changelog are frozen. The workflow publishes what is pushed.

Usage: pnpm release [flags]

  --dry-run  Show what it would be, and change nothing
  --files    With --dry-run: every file of every tarball
  --help     Show this`;

const flags = {
  "dry-run": { type: "boolean", default: false },
  files: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const root = fileURLToPath(new URL("..", import.meta.url));

await command(help, flags, async ({ "dry-run": isDry, files }) => {
  if (!isDry && (await git("status", "--porcelain")) !== "") {
    throw new Stop("There are changes that are not committed. Commit or remove them first.", 1);
  }
  await make("generate", "build", "compile", "snapshot");
  const plan = await planRelease(root);
  if (isDry) return await show(plan, files);
  await freeze(root, plan, () => make("@ev-charger/spec#generate"));
  await promisify(execFile)("pnpm", ["exec", "oxfmt"], { cwd: root });
  await git("add", "--all");
  await git("commit", "--quiet", "--message", `Release ${plan.version}`);
  console.log(`Released ${plan.version} in one commit. Push it, and the workflow publishes it.`);
});

async function make(...tasks: readonly string[]): Promise<void> {
  const code = await turbo("run", ...tasks, "--output-logs=errors-only");
  if (code !== 0) throw new Stop("Not released; the reason stands above.", 1);
}

async function git(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)("git", args, { cwd: root })).stdout.trim();
}

async function show(plan: ReleasePlan, withFiles: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ev-charger-release-"));
  try {
    console.log("\nPackages");
    for (const { name, size, files } of await packAll(root, folder)) {
      const kilobytes = (size / 1000).toFixed(1).padStart(7);
      const now = `${await versionOf(root, name)} → ${plan.version}`;
      console.log(`  ${name.padEnd(22)}  ${now}  ${kilobytes} kB  ${contents(files)}`);
      if (withFiles) for (const file of files) console.log(`    ${file}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(`\nChangelog (spec/CHANGELOG.md)\n\n## ${plan.version}\n\n${plan.entry}`);
  console.log(`\nDocs\n  /v/${plan.version}/, from spec/released/${plan.version}.yaml`);
}

/** What is in a tarball, in short: its folders with how many files they hold, and its files. */
function contents(files: readonly string[]): string {
  const folders = new Map<string, number>();
  for (const file of files) {
    const [first = "", ...rest] = file.split("/");
    const top = rest.length > 0 ? `${first}/` : first;
    folders.set(top, (folders.get(top) ?? 0) + 1);
  }
  return [...folders]
    .map(([top, count]) => (top.endsWith("/") ? `${top} (${count} files)` : top))
    .join(", ");
}
