import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { exceptionsOf, type Finding, findingsOf, problemsOf } from "./auditExceptions.ts";
import { command } from "./command.ts";
import { Stop } from "./Stop.ts";

const help = `Asks the registry which known vulnerabilities the lockfiles have. Fails on each that
.github/audit-exceptions.json does not except, and on each exception that is over or not needed.

Usage: pnpm check:audit [flags]

  --registry URL     Ask this one (default: the one that pnpm installs from)
  --exceptions FILE  Instead of .github/audit-exceptions.json
  --help             Show this

Exit code 3 when the registry answers no audits: then nothing was checked.`;

const flags = {
  registry: { type: "string" },
  exceptions: { type: "string", default: ".github/audit-exceptions.json" },
  help: { type: "boolean", default: false },
} as const;

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/** The folders with a lockfile: the workspace, and what is installed apart from it. */
async function folders(): Promise<readonly string[]> {
  const { stdout } = await run("git", ["ls-files", "pnpm-lock.yaml", "*/pnpm-lock.yaml"], {
    cwd: root,
  });
  return stdout
    .trim()
    .split("\n")
    .map((file) => dirname(file));
}

async function audit(folder: string, registry: string | undefined): Promise<readonly Finding[]> {
  const apart = folder === "." ? [] : ["--ignore-workspace"];
  const from = registry === undefined ? [] : [`--registry=${registry}`];
  // pnpm ends with 1 when it found something, and when it could not ask; only the first prints JSON.
  const { stdout, stderr } = await run("pnpm", ["audit", "--json", ...apart, ...from], {
    cwd: join(root, folder),
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 1e8,
  }).catch((error: unknown) => {
    if (!(error instanceof Error && "stdout" in error && "stderr" in error)) throw error;
    return { stdout: String(error.stdout), stderr: String(error.stderr) };
  });
  if (!stdout.trimStart().startsWith("{")) {
    const reason =
      /responded with \d+/.exec(stderr)?.[0] ?? stderr.replaceAll(/[\s│├─▶╰×]+/gu, " ");
    throw new Stop(
      `Audit not run, nothing was checked: ${folder}: the registry ${reason}`.trim(),
      3,
    );
  }
  return findingsOf(JSON.parse(stdout), folder);
}

await command(help, flags, async ({ registry, exceptions: file }) => {
  const exceptions = exceptionsOf(JSON.parse(await readFile(join(root, file), "utf8")));
  const findings: Finding[] = [];
  for (const folder of await folders()) {
    const found = await audit(folder, registry);
    console.log(`${folder}: ${found.length} known`);
    findings.push(...found);
  }
  const today = new Date().toISOString().slice(0, 10);
  const problems = problemsOf(findings, exceptions, today);
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) {
    throw new Stop(
      `Update what has a vulnerability, or except it in ${file}: id, reason, expires.`,
      1,
    );
  }
  console.log(`No known vulnerability that is not excepted (${exceptions.length} excepted).`);
});
