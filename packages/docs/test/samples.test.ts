import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readApi } from "../src/contract/readApi.ts";
import { samplesOf } from "../src/samples/samplesOf.ts";
import { readBundle } from "./bundle.ts";

const root = join(import.meta.dirname, "../../..");
const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));

/** An operation that sends everything that is hard to write down. */
const awkward = readApi({
  openapi: "3.1.0",
  info: { title: "T", version: "1.0.0" },
  servers: [{ url: "https://api.example" }],
  security: [{ Key: [] }],
  components: { securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } } },
  paths: {
    "/things/{thingId}": {
      put: {
        operationId: "putThing",
        summary: "Put",
        tags: ["Things"],
        parameters: [
          { name: "thingId", in: "path", required: true, schema: {}, example: "it's $HOME/`id`" },
          { name: "tags", in: "query", required: true, schema: {}, example: ["a&b", "ü"] },
          { name: "x-reason", in: "header", required: true, schema: {}, example: 'because "so"' },
          { name: "optional", in: "query", schema: {}, example: "left out" },
        ],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              examples: {
                first: { value: { "it's": "line\nbreak", deep: { list: [1, null, "\\ ' ${x}"] } } },
                second: { value: {} },
              },
            },
          },
        },
        responses: { "204": { description: "Done." } },
      },
    },
  },
});

/** The source of the only operation's sample with that label. */
function awkwardSample(label: string): string {
  const sample = awkward.operations
    .flatMap((operation) => samplesOf(operation, awkward.server))
    .find((one) => one.label === label);
  if (sample === undefined) throw new Error(`There is no ${label} sample.`);
  return sample.source;
}

const BODY = { "it's": "line\nbreak", deep: { list: [1, null, "\\ ' ${x}"] } };
const URL_SENT = "https://api.example/things/it's%20%24HOME%2F%60id%60?tags=a%26b&tags=%C3%BC";

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

  it("send the parameters and the body byte for byte through a shell", async () => {
    const script = `curl() { for word; do printf '%s\\0' "$word"; done; }\n${awkwardSample("curl")}`;
    const env = { ...process.env, AMPS_API_KEY: "the key" };
    const { stdout } = await promisify(execFile)("sh", ["-c", script], { env });
    const words = stdout.split("\0");

    expect(words).toEqual(
      expect.arrayContaining(["PUT", URL_SENT, "x-key: the key", 'x-reason: because "so"']),
    );
    expect(JSON.parse(words[words.indexOf("--data") + 1] ?? "")).toEqual(BODY);
  });

  it("send them byte for byte from JavaScript", async () => {
    const file = join(folder, "awkward.mjs");
    const stub =
      "globalThis.fetch = async (...all) => (console.log(JSON.stringify(all)), { status: 204 });";
    await writeFile(file, `${stub}\n${awkwardSample("fetch")}`);
    const env = { ...process.env, AMPS_API_KEY: "the key" };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    const [sent = "", shown] = stdout.split("\n");
    const headers = {
      "x-key": "the key",
      "x-reason": 'because "so"',
      "content-type": "application/json",
    };

    expect(JSON.parse(sent)).toEqual([
      URL_SENT,
      { method: "PUT", headers, body: JSON.stringify(BODY) },
    ]);
    expect(shown).toBe("204");
  });

  it("name each part in the client's call, and show nothing where nothing is answered", () => {
    const source = awkwardSample("TypeScript");

    expect(source).toContain('  header: { "x-reason": "because \\"so\\"" },');
    expect(source).toContain('  query: { tags: ["a&b", "ü"] },');
    expect(source).toContain("await amps.putThing({");
    expect(source).not.toContain("console.log");
    expect(source).not.toContain("left out");
  });

  it("keep to a width that a page can show", () => {
    const lines = api.operations
      .flatMap((operation) => samplesOf(operation, api.server))
      .filter(({ label }) => label === "TypeScript")
      .flatMap(({ source }) => source.split("\n"));

    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
