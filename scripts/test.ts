import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { command } from "./command.ts";
import { ifMissing } from "./ifMissing.ts";
import { type Report, reportOf, tally, tasksOf } from "./tally.ts";
import manifest from "../turbo.json" with { type: "json" };
import { turbo } from "./turbo.ts";

const help = `Lints, type-checks and tests everything. The last line is "N passed, N failed".

Usage: npm test [-- flags]

  --filter NAME  Only this package, such as @ev-charger/client, and what it needs
  --force        Do all of it again, whatever the cache holds
  --help         Show this`;

const flags = {
  filter: { type: "string" },
  force: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const TASKS = [
  "lint",
  "lint:code",
  "lint:release",
  "typecheck",
  "typecheck:scripts",
  "test",
  "test:workspace",
];

const REPORT = ".report/vitest.json";

await command(help, flags, async ({ filter, force }) => {
  const folders = ["", "spec", ...(await readdir("packages")).map((name) => `packages/${name}`)];
  // What an earlier run left behind must not stand in for what this one failed to write.
  await rm(".turbo/runs", { recursive: true, force: true });
  for (const folder of folders) await rm(join(folder, REPORT), { force: true });

  const again = force ? ["--force"] : [];
  const only = filter === undefined ? [] : [`--filter=${filter}`];
  const code = await turbo(
    "run",
    ...TASKS,
    "--continue",
    "--output-logs=new-only",
    "--summarize",
    ...again,
    ...only,
  );

  const [summary] = await readdir(".turbo/runs");
  if (summary === undefined) throw new Error("turbo left no summary; did it start?");
  const expected = Object.keys(manifest.tasks).filter((id) =>
    TASKS.includes(id.split("#")[1] ?? ""),
  );
  const run: unknown = JSON.parse(await readFile(join(".turbo/runs", summary), "utf8"));
  const tasks = tasksOf(run, expected);
  const reports = new Map<string, Report>();
  for (const folder of folders) {
    const text = await readFile(join(folder, REPORT), "utf8").catch(ifMissing);
    if (text !== undefined) reports.set(folder, reportOf(JSON.parse(text)));
  }

  const { passed, failed, failures, skipped, broken } = tally(tasks, reports);
  for (const id of broken) console.log(`failed   ${id}`);
  for (const name of failures) console.log(`failed   ${name}`);
  for (const name of skipped) console.log(`skipped  ${name}`);
  if (skipped.length > 0) console.log(`${skipped.length} skipped`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return code === 0 && failed === 0 && passed > 0 ? 0 : 1;
});
