import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Fastify from "fastify";
import { expect, it, onTestFinished } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import { isJson } from "../src/contract/Json.ts";
import { openPglite } from "../src/database/openPglite.ts";
import { Store } from "../src/database/Store.ts";
import { handlers } from "../src/handlers/index.ts";
import { contractRoutes } from "../src/http/contractRoutes.ts";

const run = promisify(execFile);
const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const contract = Contract.bundled();

/** Compiles each file for itself, in a project like that of the sandbox; resolves to what it prints. */
async function compile(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-handlers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  const tsconfig = {
    extends: pathOf("../tsconfig.json"),
    compilerOptions: {
      typeRoots: [pathOf("../../../node_modules/@types")],
      // For the sources, which are imported by their whole paths.
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
    },
    include: ["*.ts"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const tsc = pathOf("../../../node_modules/typescript/bin/tsc");
  const ended = run(process.execPath, [tsc, "--noEmit", "-p", folder], { cwd: folder });
  const { stdout } = await ended.catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return { stdout: String(error.stdout) };
    throw error;
  });
  return stdout;
}

it("does not compile without the handler of each operation, and says which one is missing", async () => {
  const source = (await readFile(pathOf("../src/handlers/index.ts"), "utf8")).replaceAll(
    /from "\.\/(\w+\.ts)"/g,
    (_, file: string) => `from ${JSON.stringify(pathOf(`../src/handlers/${file}`))}`,
  );
  const ids = contract.operations.map(({ operationId }) => operationId);
  const without = (id: string): string =>
    source.replaceAll(new RegExp(`^(?:  ${id},|import \\{ ${id} \\}.*)\\n`, "gm"), "");
  const files = Object.fromEntries(ids.map((id) => [`${id}.ts`, without(id)]));
  const output = await compile({ "all.ts": source, ...files });
  const errors = output.split("\n").filter((line) => line.includes("error TS"));
  const missing = errors.map((line) =>
    line.replace(/^(\w+)\.ts.*TS2741: Property '(\w+)' is missing.*$/, "$1 misses $2"),
  );
  expect(missing.toSorted()).toEqual(ids.map((id) => `${id} misses ${id}`).toSorted());
}, 60_000);

it("does not start without the handler of an operation that the bundle alone has", async () => {
  const database = await openPglite(undefined);
  onTestFinished(() => database.close());
  const paths = contract.at("paths");
  if (!isJson(paths)) throw new TypeError("The contract has no paths.");
  const added = { get: { operationId: "listNews", responses: { 204: { description: "None." } } } };
  const newer = new Contract({ ...contract.document, paths: { ...paths, "/news": added } });
  const parts = { store: new Store(database), handlers, breakOff: () => {} };
  expect(() => contractRoutes(Fastify(), { contract: newer, ...parts })).toThrow(
    "The sandbox has no handler for listNews.",
  );
});
