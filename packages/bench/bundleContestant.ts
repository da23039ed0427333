import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type BuildOptions } from "esbuild";

/** Where a bundler finds what is not in this workspace. */
export interface Found {
  /** Folders with packages in them. */
  readonly nodePaths: readonly string[];
  /** Files and folders that stand for a package. */
  readonly alias: Readonly<Record<string, string>>;
}

/** How many bytes a contestant is, with all that it needs, as a browser would load it. */
export interface Weight {
  readonly minified: number;
  /** Minified, then compressed by gzip at its highest level. */
  readonly compressed: number;
}

const NOTHING: Found = { nodePaths: [], alias: {} };

/** @throws Error with esbuild's words when it does not bundle */
export async function weigh(id: string, found = NOTHING): Promise<Weight> {
  const { outputFiles } = await build({
    ...optionsFor(id, found),
    platform: "browser",
    target: "es2022",
    minify: true,
    write: false,
  });
  const code = Buffer.concat((outputFiles ?? []).map(({ contents }) => contents));
  return { minified: code.length, compressed: gzipSync(code, { level: 9 }).length };
}

/**
 * Makes one module for Node of a contestant and all that it needs.
 *
 * @throws Error with esbuild's words when it does not bundle
 */
export async function bundleForNode(id: string, outfile: string, found = NOTHING): Promise<void> {
  await build({
    ...optionsFor(id, found),
    platform: "node",
    target: "node22",
    outfile,
    // CommonJS inside of it, as axios's dependencies are, asks for Node's own modules so.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}

function optionsFor(id: string, { nodePaths, alias }: Found) {
  return {
    entryPoints: [join(import.meta.dirname, "contestants", id)],
    bundle: true,
    format: "esm",
    nodePaths: [...nodePaths],
    alias: { ...alias },
    logLevel: "silent",
  } satisfies BuildOptions;
}
