import { join } from "node:path";
import { commonJsFlags } from "../../scripts/commonJsFlags.ts";
import { runToEnd } from "./runToEnd.ts";
import { toolIn } from "./toolIn.ts";

/** A call of one tool. */
interface Step {
  /** The package of the workspace to run it in. */
  readonly folder: string;
  /** The file that Node runs. */
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * Makes the outputs with the tools themselves, one after another, as a shell script would.
 *
 * @returns the milliseconds from the first tool's start to the last one's end
 * @throws Error with a tool's words when it fails
 */
export async function runBareTools(workspace: string, signal: AbortSignal): Promise<number> {
  const steps = stepsIn(workspace);
  const started = performance.now();
  for (const { folder, program, args } of steps) {
    await runToEnd(process.execPath, [program, ...args], { cwd: join(workspace, folder), signal });
  }
  return performance.now() - started;
}

function stepsIn(workspace: string): Step[] {
  const redocly = toolIn(workspace, "spec", "@redocly/cli", "bin/cli.js");
  const openapiTypescript = toolIn(workspace, "packages/types", "openapi-typescript", "bin/cli.js");
  const tsc = toolIn(workspace, ".", "typescript", "bin/tsc");
  const compile = ["-p", "tsconfig.build.json"];
  const bundle = join(workspace, "spec/dist/openapi.json");
  return [
    { folder: "spec", program: redocly, args: ["bundle", "openapi.yaml", "-o", bundle] },
    {
      folder: "spec",
      program: redocly,
      args: ["bundle", "openapi.yaml", "-o", "dist/openapi.yaml"],
    },
    {
      folder: "packages/types",
      program: openapiTypescript,
      args: [bundle, "-o", "src/index.gen.ts"],
    },
    { folder: "packages/types", program: tsc, args: compile },
    { folder: "packages/types", program: tsc, args: [...compile, ...commonJsFlags] },
    { folder: "packages/client", program: tsc, args: compile },
    { folder: "packages/client", program: tsc, args: [...compile, ...commonJsFlags] },
    {
      folder: "packages/docs",
      program: redocly,
      args: ["build-docs", bundle, "--inlineBundle", "-o", "dist/index.html"],
    },
  ];
}
