import { spawn } from "node:child_process";
import { once } from "node:events";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { generateClient } from "../packages/client/generateClient.ts";
import { buildDocs } from "../packages/docs/src/buildDocs.ts";
import { generateTypes } from "../packages/types/generateTypes.ts";
import { bundleSpec } from "../spec/bundleSpec.ts";
import { command } from "./command.ts";
import { isContract, onSave } from "./onSave.ts";
import { readContract } from "./readContract.ts";
import { reportSurface } from "./reportSurface.ts";
import { readPorts, type Served, serve, serveFlags, serveHelp } from "./serve.ts";
import { Stop } from "./Stop.ts";
import { turbo } from "./turbo.ts";

const help = `Serves the docs and the mock, and lets everything follow whenever a file of spec/ is saved: lint,
bundle, types, client, mock, docs. A contract that breaks a rule is reported, and the last good
mock and docs keep serving.

Usage: pnpm dev [flags]

${serveHelp}`;

const spec = fileURLToPath(new URL("../spec/", import.meta.url));

const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

/**
 * Compiles a package to its `dist`: ES modules, which the workspace itself uses. CommonJS, for those who
 * install the package, follows with the next build.
 */
async function compile(name: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [tsc, "--singleThreaded", "-p", `packages/${name}/tsconfig.build.json`],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const closed = once(child, "close");
  const output = await child.stdout.toArray();
  await closed;
  if (child.exitCode !== 0)
    throw new Stop(`packages/${name} does not compile:\n${output.join("")}`, 1);
}

async function generateAndCompile(): Promise<void> {
  await Promise.all([generateTypes(), generateClient()]);
  await compile("types");
  await compile("client");
}

/** Times a step and says when it is done. */
async function step(name: string, run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await run();
  console.log(
    `  ${name.padEnd(14)} ${styleText("dim", `${Math.round(performance.now() - started)} ms`)}`,
  );
}

const namesOf = (saved: readonly string[]): string =>
  saved.length > 5
    ? `${saved.length} files of spec/`
    : saved.map((file) => `spec/${relative(spec, file)}`).join(", ");

/** Set while something failed: what follows from the contract is then made again, changed or not. */
let behind = false;

async function follow(served: Served, saved: readonly string[]): Promise<void> {
  const started = performance.now();
  console.log(`\n${new Date().toTimeString().slice(0, 8)}  ${namesOf(saved)}`);
  const before = await readContract();
  try {
    let changed = false;
    await step("lint, bundle", async () => ({ changed } = await bundleSpec()));
    if (changed || behind) {
      behind = true;
      await derive(served);
      behind = false;
    }
    console.log(reportSurface(before, await readContract()));
    console.log(`${styleText("green", "done")} in ${Math.round(performance.now() - started)} ms`);
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    console.log(`${styleText("red", "not done")}: the last good mock and docs keep serving`);
  }
}

/** Docs and mock take the new contract only when types and client could be made from it. */
async function derive(served: Served): Promise<void> {
  // A step later than the docs, as Redocly works in a process of its own meanwhile.
  const compiled = Promise.resolve().then(() => step("types, client", generateAndCompile));
  const docs = step("docs", async () => {
    await buildDocs({ ready: compiled });
    served.docs.reload();
  });
  const mock = compiled.then(() => step("mock", () => served.mock.reload()));
  await Promise.all([docs, mock]);
}

await command(help, serveFlags, async (flags) => {
  const ports = await readPorts(flags);
  console.log("Generating and building …");
  const code = await turbo("run", "generate", "build", "docs", "--output-logs=errors-only");
  if (code !== 0) throw new Stop("The build failed; the reason stands above.", 1);
  const served = await serve(ports, { reloads: true });
  // The first run loads the tools, so that the first save is as fast as the others.
  await bundleSpec();
  await generateTypes();
  const watcher = onSave([{ folder: spec, counts: isContract }], (files) => follow(served, files));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => watcher.close());
  }
  console.log("Watching spec/ …");
});
