import { join } from "node:path";
import { fetchRuntimes } from "./fetchRuntimes.ts";
import { runInBrowser } from "./runInBrowser.ts";
import { runProgram } from "./runProgram.ts";
import { Missing, type Runtime } from "./Runtime.ts";

const { platform, arch } = process;

let installing: Promise<string> | undefined;

/** A file of a package that `test/runtimes` pins. */
async function fetched(...path: readonly string[]): Promise<string> {
  installing ??= fetchRuntimes();
  try {
    return join(await installing, ...path);
  } catch (error) {
    throw new Missing(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const forNode = (site: string) => ({
  "main.mjs": `
    import { inspect as show } from "node:util";
    import { report } from "./behaviours.mjs";
    const inspect = (value) => show(value, { depth: Infinity, showHidden: true });
    await report({ ...${site}, inspect });
  `,
});

const forWorkerd = (site: string) => ({
  "main.mjs": `
    import { report } from "./behaviours.mjs";
    export default { test: () => report(${site}) };
  `,
  "config.capnp": `
    using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "main", worker = .worker),
        (name = "internet", network = (allow = ["private"])),
      ],
    );
    const worker :Workerd.Worker = (
      modules = [
        (name = "main.mjs", esModule = embed "main.mjs"),
        (name = "behaviours.mjs", esModule = embed "behaviours.mjs"),
      ],
      compatibilityDate = "2026-11-01",
    );
  `,
});

/** The Node that runs this, if it is of that major version, and else a package of the platform's. */
function node(major: number): Runtime {
  const isThis = process.versions.node.startsWith(`${major}.`);
  const find = async () =>
    isThis ? process.execPath : fetched(`node-${major}-${platform}-${arch}`, "bin", "node");
  const run = runProgram({ find, files: forNode, args: ["main.mjs"] });
  return { name: `Node ${major}`, lacks: [], run };
}

/** Everything that the client is tested on. */
export const runtimes: readonly Runtime[] = [
  node(22),
  node(24),
  node(26),
  {
    name: "Bun",
    lacks: [],
    run: runProgram({
      find: () => {
        return fetched(
          "@oven",
          `bun-${platform}-${arch.replace("arm64", "aarch64")}`,
          "bin",
          "bun",
        );
      },
      files: forNode,
      args: ["main.mjs"],
    }),
  },
  {
    name: "Deno",
    lacks: [],
    run: runProgram({
      find: () => fetched("@deno", `${platform}-${arch}-glibc`, "deno"),
      files: forNode,
      args: ["run", "--no-prompt", "--no-config", "--allow-net=127.0.0.1", "main.mjs"],
    }),
  },
  {
    name: "workerd",
    lacks: ["inspect", "refusal", "strictHeaders"],
    run: runProgram({
      find: () => {
        return fetched(
          "@cloudflare",
          `workerd-${platform}-${arch.replace("x", "")}`,
          "bin",
          "workerd",
        );
      },
      files: forWorkerd,
      args: ["test", "config.capnp"],
    }),
  },
  { name: "Chromium", lacks: ["inspect", "refusal"], run: runInBrowser },
];
