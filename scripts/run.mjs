// Plain JavaScript, because it starts on whatever Node the machine has. It brings the Node and the
// pnpm that the workspace is made for, installs, and runs one of the scripts beside it:
//   node scripts/run.mjs start|test [flags]      node scripts/run.mjs pnpm <script> [flags]
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE = "26.10.0";
const PNPM = "12.21.0";

const here = fileURLToPath(import.meta.url);
const root = dirname(dirname(here));
const [name = "", ...flags] = process.argv.slice(2);
const shell = process.platform === "win32";

/** @param {string} command @param {string[]} args */
function run(command, ...args) {
  const env = { ...process.env, CI: "true" };
  return spawnSync(command, args, { cwd: root, encoding: "utf8", env, shell });
}

/** @param {string} what @param {ReturnType<typeof run>} ended @returns {never} */
function giveUp(what, { stdout, stderr, error }) {
  console.error(`${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`);
  console.error(`${what} failed; the reason stands above. The first run needs the network.`);
  return process.exit(1);
}

/**
 * Has npx bring packages, and asks a Node that it starts where it and they are.
 *
 * @param {string[]} packages
 */
function where(...packages) {
  const asked = packages.flatMap((spec) => ["-p", spec]);
  return run("npx", "--yes", "--prefer-offline", ...asked, "--", "node", here, "where");
}

/** Node's own package needs an install script, which npm may not run; the platform's needs none. */
function platformNode() {
  const platform = shell ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}@${NODE}`;
}

/**
 * pnpm's command is a stand-in, too, until an install script has run; the program lies beside it.
 *
 * @param {string} bin npx's folder of commands
 */
function pnpmFolder(bin) {
  const scope = join(dirname(bin), "@pnpm");
  const folders = existsSync(scope) ? readdirSync(scope).map((folder) => join(scope, folder)) : [];
  return folders.find((folder) => existsSync(join(folder, shell ? "pnpm.exe" : "pnpm"))) ?? bin;
}

function runScript() {
  console.log("Setting up Node and pnpm …");
  let found = where(platformNode(), `pnpm@${PNPM}`);
  if (found.status !== 0) found = where(`pnpm@${PNPM}`);
  if (found.status !== 0) giveUp("Setting up Node and pnpm", found);
  const [version = "", node = "", path = ""] = found.stdout.trim().split("\n").slice(-3);
  if (version !== NODE) {
    console.log(`There is no Node ${NODE} for this machine; going on with its own ${version}.`);
  }
  const [bin = ""] = path.split(delimiter);
  process.env["PATH"] = [pnpmFolder(bin), dirname(node), path].join(delimiter);

  console.log("Installing the workspace …");
  const install = ["--frozen-lockfile", "--prefer-offline", "--reporter=append-only"];
  const installed = run("pnpm", "install", ...install);
  if (installed.status !== 0) giveUp("pnpm install", installed);

  // Node before 22.18 runs TypeScript with a loader only.
  if (/^(2[01]|22\.(\d|1[0-7]))\./.test(version)) {
    const loader = pathToFileURL(createRequire(here).resolve("tsx")).href;
    process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --import=${loader}`.trim();
  }

  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const [command = "", ...args] = name === "pnpm" ? ["pnpm", ...flags] : [node, script, ...flags];
  const child = spawn(command, args, { cwd: root, shell, stdio: "inherit" });
  child.once("close", (code) => process.exit(code ?? 1));

  // A signal to npm alone ends the shell between npm and this process, and so the script too.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || child.kill("SIGTERM"), 500).unref();
}

if (name === "where") {
  console.log([process.versions.node, process.execPath, process.env["PATH"]].join("\n"));
} else {
  runScript();
}
