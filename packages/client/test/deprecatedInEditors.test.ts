import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { expect, it } from "vitest";
import { typesFrom } from "../../types/generateTypes.ts";
import { clientTableFrom } from "../generator/clientTableFrom.ts";

const old = { deprecated: true, "x-sunset": "2027-06-30" };
const parameter = (name: string, more: object) => ({
  name,
  in: "query",
  description: `The ${name}.`,
  schema: { type: "string" },
  ...more,
});
const json = { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } };

const contract = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  servers: [{ url: "https://api.example" }],
  security: [{ key: [] }],
  paths: {
    "/old": {
      get: {
        operationId: "readOld",
        ...old,
        responses: { "200": { description: "It.", content: json } },
      },
    },
    "/new": {
      get: {
        operationId: "readNew",
        parameters: [parameter("gone", old), parameter("kept", {})],
        responses: { "200": { description: "It.", content: json } },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
    schemas: {
      Thing: {
        type: "object",
        properties: { size: { type: "integer", ...old }, weight: { type: "integer" } },
      },
    },
  },
};

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const USER = at("user.ts");
const TYPES = at("contractTypes.ts");
const TABLE = at("../src/operations.gen.ts");

const PROGRAM = `import type { OperationMethods } from "../src/operations.gen.ts";
declare const client: OperationMethods;
const made = await client.readOld();
const thing = await client.readNew({ query: {} });
console.log(made, thing.size, thing.weight);
`;

/** What an editor knows of a program that uses a client of the contract. */
async function editor(): Promise<ts.LanguageService> {
  const written = new Map([
    [USER, PROGRAM],
    [TYPES, await typesFrom(contract)],
    [TABLE, clientTableFrom(contract)],
  ]);
  const read = (file: string): string | undefined =>
    written.get(file) ?? (ts.sys.fileExists(file) ? readFileSync(file, "utf8") : undefined);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: [],
    paths: { "@ev-charger/types": [TYPES] },
  };
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [USER],
    getScriptVersion: () => "1",
    getScriptSnapshot: (file) => {
      const text = read(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => at("."),
    getDefaultLibFileName: (some) => ts.getDefaultLibFilePath(some),
    fileExists: (file) => read(file) !== undefined,
    readFile: read,
  });
}

it("an editor strikes out a deprecated method, property and parameter, and says until when they stay", async () => {
  const service = await editor();
  expect(service.getSemanticDiagnostics(USER).map(({ messageText }) => messageText)).toEqual([]);

  const struck = service
    .getSuggestionDiagnostics(USER)
    .filter(({ reportsDeprecated }) => reportsDeprecated !== undefined)
    .map(({ start, length }) => PROGRAM.slice(start, start + length));
  expect(struck).toEqual(["readOld", "size"]);

  const within = PROGRAM.indexOf("query: {") + "query: {".length;
  const offered = service.getCompletionsAtPosition(USER, within, {})?.entries ?? [];
  expect(
    offered.map(({ name, kindModifiers }) => [name, kindModifiers?.split(",").toSorted()]),
  ).toEqual([
    ["kept", ["optional"]],
    ["gone", ["deprecated", "optional"]],
  ]);

  for (const name of ["readOld", "size"]) {
    const shown = service.getQuickInfoAtPosition(USER, PROGRAM.indexOf(`.${name}`) + 1);
    const tag = shown?.tags?.find((one) => one.name === "deprecated");
    expect(ts.displayPartsToString(tag?.text)).toBe("May be removed from 2027-06-30 on.");
  }
});
