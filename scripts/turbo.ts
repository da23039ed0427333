import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const turboBin = createRequire(import.meta.url).resolve("turbo/bin/turbo");

/** Without it every tool that turbo starts would be compiled anew. */
const compileCache = fileURLToPath(new URL("../node_modules/.cache/node", import.meta.url));

/**
 * Runs turbo in this workspace, its output on this terminal.
 *
 * @returns turbo's exit code, 1 when a signal ended it
 */
export async function turbo(...args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [turboBin, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      NODE_COMPILE_CACHE: compileCache,
      ...process.env,
      // Turbo asks its tools for colours even where its own output goes to a file.
      ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
      TURBO_TELEMETRY_DISABLED: "1",
      REDOCLY_TELEMETRY: "off",
    },
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const passOn = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    process.exitCode = 1;
  };
  for (const signal of signals) process.on(signal, passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}
