import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./run.ts";

/** A program that is running. */
export interface Running {
  /** Resolves to what a pattern's first group finds in its output; rejects when it ends before. */
  readonly said: (pattern: RegExp) => Promise<string>;
  /** Asks it to stop, and resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** A folder of somebody who has Node, a package manager, and nothing else. */
export interface EmptyProject {
  readonly folder: string;
  /** Installs packages from a registry. */
  install(registry: string, ...packages: readonly string[]): Promise<void>;
  /** Runs a command, or a program of a package, to its end; throws unless that is 0. */
  must(command: string, ...args: readonly string[]): Promise<string>;
  /** Starts a program of a package. */
  start(program: string, ...args: readonly string[]): Running;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** What belongs to whoever runs the tests: settings of package managers, proxies, databases, keys. */
const PRIVATE =
  /^(npm_|pnpm_|xdg_|amps_|node_env$|node_options$|database_url$|redis_url$)|_proxy$/i;

/** How each package manager installs from a registry of ours, with what it keeps in a folder of ours. */
const INSTALL = {
  npm: (home: string) => ["install", `--cache=${home}/cache`, "--no-audit", "--no-fund"],
  pnpm: (home: string) => ["add", `--cache-dir=${home}/cache`, `--store-dir=${home}/store`],
};

/** The package managers that a project can be installed with. */
export type PackageManager = keyof typeof INSTALL;

/**
 * Makes an empty project, and beside it a home for its owner.
 *
 * @param settings environment variables of its owner
 */
export async function emptyProject(
  manager: PackageManager,
  settings: Readonly<Record<string, string>>,
): Promise<EmptyProject> {
  const place = await realpath(await mkdtemp(join(tmpdir(), `${manager}-user-`)));
  const [folder, home] = [join(place, "project"), join(place, "home")];
  await Promise.all([mkdir(folder), mkdir(home)]);
  await writeFile(join(folder, "package.json"), '{ "name": "project", "private": true }\n');

  const inherited = Object.entries(process.env).filter(([name]) => !PRIVATE.test(name));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    PATH: [join(folder, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
    ...settings,
  };
  const must = async (command: string, args: readonly string[], more = {}): Promise<string> => {
    const { code, output } = await run(folder, command, args, { ...env, ...more });
    if (code !== 0) throw new Error(`${command} ended with ${String(code)}:\n${output}`);
    return output;
  };
  return {
    folder,
    async install(registry, ...packages) {
      // What is asked of any other host, the registry gets to know, and refuses once and for all.
      const network = {
        npm_config_fetch_retries: "0",
        pnpm_config_fetch_retries: "0",
        http_proxy: registry,
        https_proxy: registry,
        no_proxy: "127.0.0.1",
      };
      const flags = [`--registry=${registry}`, "--ignore-scripts"];
      await must(manager, [...INSTALL[manager](home), ...flags, ...packages], network);
    },
    must: (command, ...args) => must(command, args),
    start(program, ...args) {
      const child = spawn(program, args, {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const ended = once(child, "close");
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
      return {
        async said(pattern) {
          for (;;) {
            const [, found] = pattern.exec(output) ?? [];
            if (found !== undefined) return found;
            if (child.exitCode !== null) throw new Error(`${program} ended and said ${output}`);
            await Promise.race([once(child.stdout, "data"), ended]);
          }
        },
        async stop() {
          child.kill("SIGTERM");
          await ended;
          return child.exitCode;
        },
      };
    },
    async write(files) {
      for (const [file, content] of Object.entries(files))
        await writeFile(join(folder, file), content);
    },
    remove: () => rm(place, { recursive: true, force: true }),
  };
}
