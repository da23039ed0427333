import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import { operations } from "../src/operations.gen.ts";

/**
 * What a bundle of `createClient` alone may weigh, minified and gzipped, in bytes. The number is
 * raised in the commit that causes it, with the reason. An operation more in the contract is a row
 * more in the table, whoever adds it.
 */
const CEILING = 7_260 + 60 * Math.max(0, Object.keys(operations).length - 7);

/** A bundle for browsers, as bytes, and the bytes of each of its parts before compression. */
interface Bundle {
  readonly code: string;
  readonly gzipped: number;
  readonly parts: ReadonlyMap<string, number>;
  /** What it leaves for somebody else to provide. */
  readonly imports: readonly string[];
}

/** Bundles a program that imports the built client as everyone does. */
async function bundle(program: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: program,
      resolveDir: fileURLToPath(new URL("..", import.meta.url)),
      sourcefile: "program.js",
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    outfile: "bundle.js",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const [file] = outputFiles;
  if (output === undefined || file === undefined) throw new Error("esbuild made no bundle.");
  return {
    code: file.text,
    gzipped: gzipSync(file.contents, { level: 9 }).length,
    parts: new Map(
      Object.entries(output.inputs)
        .map(([path, { bytesInOutput }]) => [nameOf(path), bytesInOutput] as const)
        .filter(([, bytes]) => bytes > 0)
        .toSorted(([, a], [, b]) => b - a),
    ),
    imports: output.imports.map(({ path }) => path),
  };
}

/** A package's name, or the file's own among the client's. */
const nameOf = (path: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/.exec(path)?.[1] ??
  path.replace(/^dist\//, "");

/** A table of the parts; the last column shares out what compression leaves. */
function table({ parts, gzipped }: Bundle): string {
  const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
  const row = (name: string, bytes: number, share: number): string =>
    `  ${name.padEnd(28)}${String(bytes).padStart(7)}${String(Math.round(share)).padStart(7)}`;
  return [
    `  ${"part".padEnd(28)}minified gzip`,
    ...[...parts].map(([name, bytes]) => row(name, bytes, (bytes / total) * gzipped)),
    row("all", total, gzipped),
  ].join("\n");
}

let alone: Bundle;

beforeAll(async () => {
  alone = await bundle(`export { createClient } from "@ev-charger/client";`);
});

it(`a bundle of createClient alone weighs at most ${CEILING} bytes`, () => {
  console.log(`A bundle of createClient alone, in bytes, of at most ${CEILING}:\n${table(alone)}`);
  expect(alone.gzipped).toBeLessThanOrEqual(CEILING);
});

it("that bundle holds the client's core, its table of operations and openapi-fetch, and no other package", () => {
  const names = [...alone.parts.keys()];
  expect(names).toEqual(expect.arrayContaining(["createClient.js", "operations.gen.js"]));
  expect(names.filter((name) => !name.endsWith(".js"))).toEqual(["openapi-fetch"]);
});

it("that bundle holds nothing of the validators and nothing of the testing kit", () => {
  expect([...alone.parts.keys()].filter((name) => /^(validat|testing|mocks)/.test(name))).toEqual(
    [],
  );
});

it.each(["@ev-charger/client", "@ev-charger/client/validate"])(
  "a bundle of all of %s needs nothing of Node, nor anything that it does not bring",
  async (entry) => {
    const { code, imports } = await bundle(`export * from "${entry}";`);
    expect(imports).toEqual([]);
    expect(code).not.toMatch(/\brequire\(|["']node:/);
  },
);

it("a bundle of a guard alone holds neither the client nor what it depends on", async () => {
  const { parts } = await bundle(`export { isApiError } from "@ev-charger/client";`);
  const names = [...parts.keys()];
  expect(names).not.toEqual([]);
  expect(names.filter((name) => /openapi-fetch|createClient|operations/.test(name))).toEqual([]);
});
