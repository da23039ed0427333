import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const turboBin = createRequire(import.meta.url).resolve("turbo/bin/turbo");

/**
 * Runs turbo in this workspace, its output on this terminal.
 *
 * @returns turbo's exit code, 1 when a signal ended it
 */
export async function turbo(...args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [turboBin, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", REDOCLY_TELEMETRY: "off" },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
