import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commonJsFlags } from "./commonJsFlags.ts";

// Compiles the package in this folder: ES modules to `dist`, CommonJS to `dist/cjs`, types to both.
// What an earlier build left there, such as the output of a file that is gone, must not be published.
rmSync("dist", { recursive: true, force: true });

// The workspace's TypeScript, whatever a package needs for its own tools.
const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

async function compile(...more: readonly string[]): Promise<{ code: number; output: string }> {
  const args = [tsc, "--singleThreaded", "-p", "tsconfig.build.json", ...more];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  const output = (await child.stdout.toArray()).join("");
  await closed;
  return { code: child.exitCode ?? 1, output };
}

const both = await Promise.all([compile(), compile(...commonJsFlags)]);
const failed = both.find(({ code }) => code !== 0);
if (failed === undefined) {
  // Tells Node and TypeScript what the files beside it are, as the package's own is of ES modules.
  writeFileSync("dist/cjs/package.json", `${JSON.stringify({ type: "commonjs" })}\n`);
} else {
  process.stdout.write(failed.output);
  process.exitCode = failed.code;
}
