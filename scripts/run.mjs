// Plain JavaScript, because it also has to start on a Node that cannot run TypeScript.
// It brings the workspace into a state in which a script can run, and runs that script.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const WANTED_NODE = "26.10.0";
const root = fileURLToPath(new URL("../", import.meta.url));
const script = fileURLToPath(new URL(`${process.argv[2]}.ts`, import.meta.url));

process.chdir(root);
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("../node_modules/.cache/node", import.meta.url),
);

if (process.versions.node !== WANTED_NODE) {
  console.log(
    `npm did not set up Node ${WANTED_NODE} (are install scripts blocked?): going on with ${process.versions.node}.`,
  );
}

console.log("Installing the workspace …");
const install = spawnSync(
  "pnpm",
  ["install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only"],
  {
    encoding: "utf8",
    env: { ...process.env, CI: "true" },
    shell: process.platform === "win32",
  },
);
if (install.status !== 0) {
  console.error(`${install.stdout ?? ""}${install.stderr ?? ""}`);
  console.error(
    install.error?.message ?? "pnpm could not install the workspace; the reason stands above.",
  );
  process.exit(1);
}

// Node before 22.18 runs TypeScript with a loader only; the tools that turbo starts need it too.
if (!process.features.typescript) {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --import=${loader}`.trim();
  await import(loader);
}

// The script takes over this process: a signal that ends the command then reaches it directly.
process.argv.splice(1, 2, script);
await import(pathToFileURL(script).href);
