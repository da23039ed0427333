import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../packages/sandbox/src/cli.ts", import.meta.url));

/** A sandbox that listens, in a process of its own. */
interface Sandbox {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the sandbox. When it cannot start, as with an operation that has no handler yet, it says why
 * on the terminal, and the result is undefined: what else is served must not suffer from it.
 */
export async function startSandbox(port: number): Promise<Sandbox | undefined> {
  const child = spawn(process.execPath, [cli, "--port", String(port), "--log", "silent"], {
    // By the channel it notices when this process is gone, however that came.
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const closed = once(child, "close");
  const { stdout } = child;
  if (stdout === null) throw new Error("The sandbox has no output.");
  let output = "";
  for await (const text of stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    output += String(text);
    const [url] = /http:[^\s,]+/.exec(output) ?? [];
    if (url === undefined) continue;
    stdout.resume();
    const stop = async (): Promise<void> => {
      child.kill("SIGTERM");
      await closed;
    };
    return { url, stop };
  }
  await closed;
  console.error("The sandbox is not served; the reason stands above.");
  return undefined;
}
