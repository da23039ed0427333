import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiOperation, readApi } from "../src/contract/readApi.ts";
import { samplesOf } from "../src/samples/samplesOf.ts";
import { readBundle } from "./bundle.ts";
import { oddApi } from "./oddContract.ts";

const root = join(import.meta.dirname, "../../..");
const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));

describe("samples", () => {
  let folder: string;

  beforeAll(async () => {
    // Within this package, so that its imports are found.
    await mkdir(join(import.meta.dirname, "../.report"), { recursive: true });
    folder = await mkdtemp(join(import.meta.dirname, "../.report/samples-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are there for every operation, in three languages", () => {
    for (const operation of api.operations) {
      const labels = samplesOf(operation, api.server).map(({ label }) => label);
      expect(labels, operation.operationId).toEqual(["curl", "TypeScript", "fetch"]);
    }
  });

  it("are those of the vendor's page where it has one", () => {
    const list = api.operations.find(({ path }) => path === "/ev-charger");
    const [curl] = list === undefined ? [] : samplesOf(list, api.server);

    expect(curl?.source).toBe(
      "curl --request GET \\\n  --url 'https://api.amps.ai/ev-charger' \\\n" +
        '  --header "x-api-key: $AMPS_API_KEY"',
    );
  });

  it("compile under the strictest TypeScript", async () => {
    for (const operation of api.operations) {
      for (const { lang, label, source } of samplesOf(operation, api.server)) {
        if (lang !== "bash")
          await writeFile(join(folder, `${operation.operationId}-${label}.ts`), source);
      }
    }
    const tsconfig = {
      extends: "../../../../tsconfig.base.json",
      compilerOptions: {
        noEmit: true,
        lib: ["es2023", "dom"],
        types: ["node"],
        // A style of this project, not of strict TypeScript.
        noPropertyAccessFromIndexSignature: false,
      },
      include: ["*.ts"],
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const run = promisify(execFile)(process.execPath, [tsc, "-p", folder, "--listFilesOnly"]);
    const complaints = await promisify(execFile)(process.execPath, [tsc, "-p", folder]).then(
      () => "",
      (error: unknown) => (error instanceof Error && "stdout" in error ? error.stdout : error),
    );

    expect(complaints).toBe("");
    expect((await run).stdout).toContain("listEvChargers-TypeScript.ts");
  });

  it("call what they get by its name, where a variable can have that", () => {
    const odd = oddApi(api.server).operations;

    expect(typescriptOf(api.operations, "listEvChargers")).toContain("for await (const charger of");
    expect(typescriptOf(api.operations, "pushEvChargerAction")).toContain("const action = await");
    expect(typescriptOf(odd, "readTable")).toContain("const table = await");
    expect(typescriptOf(odd, "getClass")).toContain("const data = await");
  });

  it("never have a key in them", () => {
    const shown = [...api.operations, ...oddApi(api.server).operations]
      .flatMap((operation) => samplesOf(operation, api.server))
      .filter(({ source }) => /sk_(?:test|live)/u.test(source) || !source.includes("AMPS_API_KEY"));

    expect(shown).toEqual([]);
  });

  it("keep to a width that a page can show, but for a text that cannot be broken", () => {
    const wide = api.operations
      .flatMap((operation) => samplesOf(operation, api.server))
      .filter(({ lang }) => lang !== "bash")
      .flatMap(({ source }) => source.split("\n"))
      .filter((line) => line.length > 80 && !/^ *(?:[\w"]+: )?"[^"]*",$/u.test(line));

    expect(wide).toEqual([]);
  });
});

function typescriptOf(operations: readonly ApiOperation[], operationId: string): string {
  return operations
    .filter((operation) => operation.operationId === operationId)
    .flatMap((operation) => samplesOf(operation, api.server))
    .filter(({ label }) => label === "TypeScript")
    .map(({ source }) => source)
    .join();
}
