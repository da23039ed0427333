import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyWorkspace, type Workspace } from "./copyWorkspace.ts";
import { drawOperation } from "./drawOperation.ts";
import { testsThatImport } from "./testsThatImport.ts";

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
console.log(`The drawn operation comes from SEED=${seed}.`);
const drawn = drawOperation(seed);

let workspace: Workspace;
let casesBefore: number;
let generated: string;

async function cases(): Promise<number> {
  const output = await workspace.must("pnpm", "--filter", "@ev-charger/contract", "run", "cases");
  return Number(/^(\d+) cases$/m.exec(output)?.[1]);
}

/** What the sandbox answers to a GET. */
async function served(path: string): Promise<unknown> {
  const cli = "packages/sandbox/src/cli.ts";
  const sandbox = spawn(process.execPath, [cli, "--port", "0", "--log", "silent"], {
    cwd: workspace.folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(sandbox, "close");
  try {
    for await (const line of createInterface(sandbox.stdout)) {
      const [, url, key = ""] = /--url '(http:\/\/[^/]+)\/.*x-api-key: (\w+)/.exec(line) ?? [];
      if (url === undefined) continue;
      const response = await fetch(url + path, { headers: { "x-api-key": key } });
      return await response.json();
    }
    throw new Error("The sandbox did not start.");
  } finally {
    sandbox.kill();
    await closed;
  }
}

/** Compiles a user's file against the built client; returns the compiler's complaints. */
async function compile(source: string): Promise<string> {
  await workspace.write({
    "packages/contract/test/user.ts": source,
    "packages/contract/tsconfig.user.json": JSON.stringify({
      extends: "../../tsconfig.base.json",
      compilerOptions: { noEmit: true, lib: ["es2023", "dom"] },
      files: ["test/user.ts"],
    }),
  });
  const { output } = await workspace.run(
    join(workspace.folder, "node_modules/.bin/tsc"),
    "-p",
    "packages/contract/tsconfig.user.json",
  );
  return output;
}

const withClient = (statement: string): string => `
import { createClient } from "@ev-charger/client";
const client = createClient({ apiKey: "any" });
${statement}
`;

const call = (path: string, body: string): string =>
  `export const data = await client.${drawn.operationId}({ path: { ${path} }, body: { ${body} } });`;

const goodCall = call(`${drawn.pathParameter}: "1"`, `${drawn.property}: "${drawn.values[0]}"`);

beforeAll(async () => {
  workspace = await copyWorkspace();
  await workspace.must("pnpm", "generate");
  casesBefore = await cases();

  await workspace.write({
    ...drawn.files,
    "spec/openapi.yaml": drawn.intoOpenApi(await workspace.read("spec/openapi.yaml")),
    "spec/schemas/KnownErrorCode.yaml": drawn.intoErrorCodes(
      await workspace.read("spec/schemas/KnownErrorCode.yaml"),
    ),
  });
  generated = await workspace.must("pnpm", "generate");
}, 180_000);

afterAll(() => workspace?.remove());

test("the command says what the edit adds to the public surface", () => {
  expect(generated).toMatch(new RegExp(`\\+ operation +${drawn.operationId} +POST`));
  expect(generated).toMatch(new RegExp(`\\+ operation +${drawn.undo} +DELETE`));
  for (const id of [drawn.get, drawn.list])
    expect(generated).toMatch(new RegExp(`\\+ operation +${id} +GET`));
  for (const schema of drawn.schemas)
    expect(generated).toMatch(new RegExp(`\\+ schema +${schema}$`, "m"));
  expect(generated).toMatch(new RegExp(`~ schema +KnownErrorCode +\\+${drawn.errorCode}$`, "m"));
});

test("the client has a method for the operation, typed to the field", async () => {
  const user = `${goodCall}\nexport const value: "${drawn.values[0]}" | (string & {}) = data.${drawn.property};`;
  expect(await compile(withClient(user))).toBe("");
});

test("a method for an operation without a body takes its header, and answers nothing", async () => {
  const user = `export const nothing: undefined = await client.${drawn.undo}({
    path: { ${drawn.pathParameter}: "1" },
    header: { "${drawn.header}": "because" },
  });`;
  expect(await compile(withClient(user))).toBe("");
});

test("a list can be iterated, and what ends can be waited for", async () => {
  const user = `import { ${drawn.guard} } from "@ev-charger/client";
${withClient(`for await (const one of client.${drawn.list}({ query: { limit: 1 } })) {
  const id: string = one.id;
  console.log(id);
}
export const ended = await client.${drawn.wait}("1", { timeout: 1_000 });
export const value: "${drawn.values[0]}" = ended.${drawn.property};
const read = await client.${drawn.get}({ path: { ${drawn.pathParameter}: "1" } });
if (${drawn.guard}(read)) read.${drawn.property} satisfies "${drawn.values[0]}";`)}`;
  expect(await compile(user)).toBe("");
});

test("its error has a type of its own", async () => {
  const user = withClient(`import { isApiError } from "@ev-charger/client";
const { error } = await client.${drawn.operationId}({
  path: { ${drawn.pathParameter}: "1" },
  body: { ${drawn.property}: "${drawn.values[0]}" },
}).safe();
if (isApiError(error, "${drawn.errorCode}")) error.status satisfies 409;
if (error?.status === 409) error.name satisfies "ConflictError";`);
  expect(await compile(user)).toBe("");
});

test("testing kit and validators have it, and agree with each other", async () => {
  await workspace.write({
    "packages/client/drawn.ts": `
import { createClient, isApiError } from "@ev-charger/client";
import { mock } from "@ev-charger/client/testing";
import { validate, validators, ${drawn.get}Validator } from "@ev-charger/client/validate";
import { setupServer } from "msw/node";
if (!validators.includes(${drawn.get}Validator)) throw new Error("not among the validators");
const client = createClient({ apiKey: "any_key", retries: 0, middleware: [validate({ validators })] });
const path = { ${drawn.pathParameter}: "1" };
const server = setupServer(
  mock.${drawn.list}({ data: { items: [{ id: "a" }, { id: "b" }, { id: "c" }] } }),
  mock.${drawn.get}({ data: { id: "d" } }),
  mock.${drawn.operationId}.error("${drawn.errorCode}"),
);
server.listen();
const ids = (await client.${drawn.list}({ query: { limit: 2 } }).toArray()).map(({ id }) => id);
const { id } = await client.${drawn.wait}("1");
const { error } = await client.${drawn.operationId}({ path, body: { ${drawn.property}: "${drawn.values[0]}" } }).safe();
server.use(mock.${drawn.get}({ body: { success: true, data: { id: 1 }, meta: {} } }));
const broken = await client.${drawn.get}({ path }).safe();
server.close();
console.log(JSON.stringify({ ids, id, known: isApiError(error, "${drawn.errorCode}"), broken: broken.error?.code }));
`,
  });
  const output = await workspace.must("node", "packages/client/drawn.ts");
  expect(JSON.parse(output)).toEqual({
    ids: ["a", "b", "c"],
    id: "d",
    known: true,
    broken: "INVALID_RESPONSE",
  });
});

test.each([
  [
    "without its path parameter",
    `export const a = client.${drawn.operationId}({ body: { ${drawn.property}: "${drawn.values[0]}" } });`,
  ],
  [
    "with a value that is not in the closed set",
    call(`${drawn.pathParameter}: "1"`, `${drawn.property}: "no_such_value"`),
  ],
  [
    "with a property that the contract lacks",
    call(`${drawn.pathParameter}: "1"`, `${drawn.property}: "${drawn.values[0]}", extra: 1`),
  ],
  ["and reading what the answer lacks", `${goodCall}\nexport const value = data.noSuchProperty;`],
])("calling it %s does not compile", async (_, statement) => {
  expect(await compile(withClient(statement))).toContain("error TS");
});

test("the types complete the new error code", async () => {
  const user = `import type { KnownErrorCode } from "@ev-charger/types";\nexport const code: KnownErrorCode = "${drawn.errorCode}";`;
  expect(await compile(user.replace("@ev-charger/types", "../../types/dist/index.gen.js"))).toBe(
    "",
  );
});

test("the mock serves it", async () => {
  const mock = spawn(process.execPath, ["packages/mock/src/cli.ts", "--port", "0"], {
    cwd: workspace.folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let url: string | undefined;
    for await (const line of createInterface(mock.stdout)) {
      url = /http:\S+/.exec(line)?.[0];
      if (url !== undefined) break;
    }
    const response = await fetch(`${url}${drawn.path.replace(/\{\w+\}/, "1")}`, {
      method: "POST",
      headers: {
        "x-api-key": "any",
        "content-type": "application/json",
        prefer: `example=${drawn.example.name}`,
      },
      body: JSON.stringify({ [drawn.property]: drawn.values[0] }),
    });
    expect(await response.json()).toEqual(drawn.example.value);
  } finally {
    mock.kill();
    await once(mock, "close");
  }
});

test("only the sandbox refuses to compile, until there is a handler", async () => {
  const tsc = join(workspace.folder, "node_modules/.bin/tsc");
  const compileSandbox = async () =>
    (await workspace.run(tsc, "--noEmit", "-p", "packages/sandbox/tsconfig.build.json")).output;
  const refused = await compileSandbox();
  for (const id of [drawn.operationId, drawn.undo, drawn.get, drawn.list]) {
    expect(refused).toMatch(new RegExp(`handlers/index\\.ts.* error TS.*\\b${id}\\b`, "s"));
  }

  const handlers = "packages/sandbox/src/handlers/index.ts";
  const before = await workspace.read(handlers);
  const one = `{ id: "1", ${drawn.property}: "${drawn.values[0]}", ${drawn.inner} }`;
  const meta = "pagination: { limit: 10, offset: 0, total: 1, hasMore: false }";
  await workspace.edit(
    handlers,
    "  cancelAction,\n  getAction",
    `  cancelAction,
  ${drawn.operationId}: async () => (${one}),
  ${drawn.get}: async () => (${one}),
  ${drawn.list}: async () => ({ items: [${one}], ${meta} }),
  ${drawn.undo}: async () => undefined,
  getAction`,
  );
  expect(await compileSandbox()).toBe("");
  expect(await served(`/${drawn.noun}`)).toMatchObject({ data: { items: [{ id: "1" }] } });
  await workspace.write({ [handlers]: before });
}, 60_000);

test("the docs show it", async () => {
  const dist = "packages/docs/dist";
  const reference = await workspace.read(`${dist}/reference/index.html`);
  const [, script = ""] = /\.\.\/(assets\/contract\.\w+\.js)\b/.exec(reference) ?? [];
  const shown = [
    await workspace.read(`${dist}/index.html`),
    await workspace.read(`${dist}/${script}`),
    await workspace.read(`${dist}/operations/${drawn.operationId}.md`),
    await workspace.read(`${dist}/llms-full.txt`),
  ];
  for (const text of shown) {
    expect(text).toContain(drawn.summary);
    expect(text).toContain(drawn.path);
  }
  expect(await workspace.read(`${dist}/llms.txt`)).toContain(drawn.summary);
  expect(await workspace.read(`${dist}/guides/errors.html`)).toContain(drawn.errorCode);
  expect(await workspace.read(`${dist}/${script}`)).toContain(`amps.${drawn.operationId}(`);
});

test("the contract suite has more cases than before", async () => {
  expect(await cases()).toBeGreaterThan(casesBefore);
});

test("every package's tests pass with it, the contract suite's among them", async () => {
  const turbo = (...args: readonly string[]) =>
    workspace.must("pnpm", "exec", "turbo", "run", "test", ...args);
  // Pairs of contracts that are not ours take a minute, and have nothing to do with the operations.
  await turbo("--filter=@ev-charger/spec", "--", "--exclude", "**/{pairs,oddContracts}.test.ts");
  await turbo(...["types", "mock"].map((name) => `--filter=@ev-charger/${name}`));

  // The sandbox does not start without a handler for each operation, and one that a line here makes
  // up would not do what the contract says: the tests that judge the sandbox have nothing to judge.
  const packages = join(workspace.folder, "packages");
  const judges = await testsThatImport(join(packages, "sandbox"), join(packages, "contract"));
  // How the command behaves, and what is packed, has nothing to do with the operations.
  const exclude = [...judges, "**/{cli*,package}.test.ts"].flatMap((file) => ["--exclude", file]);
  // The package's own configuration starts the PostgreSQL that they alone need.
  const config = ["--config", "../../vitest.base.ts", "--no-isolate"];
  await turbo("--filter=@ev-charger/contract", "--", ...config, ...exclude);
  const report = await workspace.read("packages/contract/.report/vitest.json");
  expect(report).toContain(drawn.operationId);

  // What of the docs follows from the contract without a browser or a server.
  const pages = [
    "assumptions",
    "errorsTable",
    "links",
    "llms",
    "operationPages",
    "samples",
    "searchIndex",
  ];
  const files = pages.map((name) => `test/${name}.test.ts`);
  await workspace.must("pnpm", "--filter", "@ev-charger/docs", "exec", "vitest", "run", ...files);

  // How the client behaves on each runtime takes minutes, and has nothing to do with the operations.
  const others = ["--exclude", "**/{resilience,runtimes}.test.ts"];
  const run = ["--filter", "@ev-charger/client", "exec", "vitest", "run", ...others];
  await workspace.must("pnpm", ...run);
}, 600_000);

test("a renamed property stops its users from compiling", async () => {
  const user = withClient(`const { items } = await client.listEvChargers();
export const power = items.map(({ state }) => state.currentPower);`);
  expect(await compile(user)).toBe("");

  for (const file of [
    "schemas/EvChargerState.yaml",
    "examples/TwoChargers.yaml",
    "examples/ChargingCharger.yaml",
  ]) {
    await workspace.edit(`spec/${file}`, "currentPower", "powerNow");
  }
  const output = await workspace.must("pnpm", "generate");
  expect(output).toMatch(/~ schema +EvChargerState .*-currentPower/);
  expect(await compile(user)).toContain("Property 'currentPower' does not exist");
}, 60_000);
