import { readFile } from "node:fs/promises";
import type { Credential } from "../../packages/client/general/WireDefinition.ts";
import { isRecord } from "../isRecord.ts";
import type { CarriedContract } from "./carryContract.ts";
import { firstCall } from "./firstCall.ts";
import type { Naming } from "./runtime.ts";

/** What the files beside the sources say. */
export interface PackageParts {
  readonly naming: Naming;
  readonly contract: CarriedContract;
  /** The line that says of a file what it was made from. */
  readonly note: string;
}

/** The strictest that TypeScript has: who uses the package may check it with any of it. */
const COMPILER_OPTIONS = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable"],
  module: "nodenext",
  moduleDetection: "force",
  rootDir: "src",
  outDir: "dist",
  declaration: true,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  rewriteRelativeImportExtensions: true,
  forceConsistentCasingInFileNames: true,
  skipLibCheck: false,
};

/** `package.json`, `tsconfig.json` and the README, by file. */
export async function packageFiles(parts: PackageParts): Promise<Map<string, string>> {
  const { note } = parts;
  const config = { compilerOptions: COMPILER_OPTIONS, include: ["src"] };
  return new Map([
    ["package.json", json(await manifest(parts))],
    ["tsconfig.json", `// ${note}\n${json(config)}`],
    ["README.md", `<!-- ${note} -->\n\n${readme(parts)}`],
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function manifest({ naming: { name }, contract, note }: PackageParts): Promise<object> {
  const ours = await manifestAt("../../packages/client/package.json");
  const { dependencies, devDependencies, engines } = ours;
  const { version, title } = textsOf(contract.document["info"]);
  const entry = (file: string) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
  return {
    // Where JSON has no comments, npm ignores this.
    "//": note,
    name,
    version: /^\d+\.\d+\.\d+$/.test(version) ? version : "0.0.0",
    description: `Typed client for ${title}.`,
    private: true,
    type: "module",
    sideEffects: false,
    files: ["dist", "openapi.json", "README.md"],
    exports: {
      ".": entry("index"),
      "./validate": entry("validate"),
      "./openapi.json": "./openapi.json",
      "./package.json": "./package.json",
    },
    scripts: { build: "tsc", prepare: "tsc" },
    dependencies: { "openapi-fetch": versionIn(dependencies, "openapi-fetch") },
    devDependencies: { typescript: versionIn(devDependencies, "typescript") },
    engines,
  };
}

async function manifestAt(path: string): Promise<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));
  return isRecord(parsed) ? parsed : {};
}

function versionIn(dependencies: unknown, name: string): string {
  const version = isRecord(dependencies) ? dependencies[name] : undefined;
  if (typeof version === "string") return version;
  throw new Error(`packages/client/package.json does not depend on ${name} any more.`);
}

/** The title and the version of a contract. */
export function textsOf(info: unknown): { readonly title: string; readonly version: string } {
  const { title, version } = isRecord(info) ? info : {};
  return {
    title: typeof title === "string" ? title.trim().replaceAll(/\s+/g, " ") : "an API",
    version: typeof version === "string" ? version : "",
  };
}

function readme({ naming, contract }: PackageParts): string {
  const { title } = textsOf(contract.document["info"]);
  const { baseUrl, credential, omitted, renamed } = contract;
  const needs = [
    ...(credential === undefined ? [] : [keyOf(credential, naming)]),
    baseUrl === ""
      ? `- The contract does not say where the API is: pass \`baseUrl\`, or set \`${naming.prefix}_BASE_URL\`.`
      : `- The API is at <${baseUrl}>; \`baseUrl\` or \`${naming.prefix}_BASE_URL\` names another place.`,
  ];
  const list = (heading: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `\n## ${heading}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`;
  return (
    `# ${naming.name}\n\nA typed client for ${title}, one method per operation.\n\n` +
    `\`\`\`sh\nnpm install && npm run build\n\`\`\`\n\n` +
    `\`\`\`ts\n${firstCall(contract, naming)}\`\`\`\n\n${needs.join("\n")}\n` +
    `- A failed call rejects with a \`ClientError\`: \`isApiError(error)\` when the API answered, ` +
    `with its \`status\` and, as \`details\`, its body.\n` +
    list(
      "Other names than in the contract",
      renamed.map(([given, one]) => `\`${given}\` is \`${one}\``),
    ) +
    list(
      "Left out",
      omitted.map(({ where, problem }) => `\`${where}\`: ${problem}`),
    )
  );
}

function keyOf({ header, prefix }: Credential, naming: Naming): string {
  const how = prefix === "" ? "" : `, after \`${prefix.trim()}\``;
  const whence = prefix === "" ? "" : " How to come by a token is not part of this client.";
  return (
    `- The ${prefix === "" ? "API key" : "token"} is sent in \`${header}\`${how}. Pass \`apiKey\`, a ` +
    `string or a function that is asked before each request, or set \`${naming.prefix}_API_KEY\`.${whence}`
  );
}
