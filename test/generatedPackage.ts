import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type Mock, startMock } from "../packages/mock/src/startMock.ts";
import { packageFrom } from "../scripts/generateFrom/packageFrom.ts";
import { writePackage } from "../scripts/generateFrom/writePackage.ts";

const execute = promisify(execFile);
const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../${path}`, import.meta.url));

/** A request as a client would have sent it. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A package made from a contract, compiled and loaded, and a mock of the contract. */
export interface GeneratedPackage {
  readonly folder: string;
  readonly mock: Mock;
  /** Calls a function that a module of the package exports. */
  readonly call: (module: string, name: string, ...args: readonly unknown[]) => Promise<unknown>;
  /** What a module of the package exports. */
  readonly exported: (module: string, name: string) => Promise<unknown>;
  /** Calls a method of a client of the mock, with its arguments. */
  readonly ask: (method: string, ...args: readonly unknown[]) => Promise<unknown>;
  /** What the last call of `ask` sent. */
  readonly sent: () => Sent;
  readonly remove: () => Promise<void>;
}

/** A folder for packages, in which what they depend on is there. */
export async function emptyFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "generated-")));
  await mkdir(join(folder, "node_modules"));
  const installed = await realpath(inRepository("packages/client/node_modules/openapi-fetch"));
  await symlink(installed, join(folder, "node_modules/openapi-fetch"));
  return folder;
}

/**
 * Generates a package, compiles it as its own `tsconfig.json` says, its README's program included, and
 * loads it.
 *
 * @param usage A module beside the generated ones, whose types are checked with them.
 * @param options What a client of it needs besides `baseUrl`.
 */
export async function generatedPackage(
  contract: string,
  usage: string,
  options: object,
): Promise<GeneratedPackage> {
  const parent = await emptyFolder();
  let mock: Mock | undefined;
  const remove = async (): Promise<void> => {
    await mock?.stop();
    await rm(parent, { recursive: true });
  };
  try {
    const folder = join(parent, "made");
    await compiled(folder, contract, usage);
    mock = await startMock({ port: 0, contract: join(folder, "openapi.json") });
    return { ...(await loaded(folder, mock, options)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function compiled(folder: string, contract: string, usage: string): Promise<void> {
  const made = await packageFrom(contract);
  await writePackage(folder, made);
  await writeFile(join(folder, "src/usage.ts"), usage);
  const [, program = ""] = /^```ts\n([^]*?)^```/m.exec(made.files.get("README.md") ?? "") ?? [];
  await writeFile(
    join(folder, "src/program.ts"),
    program.replace(`"${made.name}"`, `"./index.ts"`),
  );
  await compile(folder);
}

async function loaded(
  folder: string,
  mock: Mock,
  options: object,
): Promise<Omit<GeneratedPackage, "remove">> {
  const load = async (module: string): Promise<unknown> =>
    import(pathToFileURL(join(folder, `dist/${module}.js`)).href);
  const call = async (module: string, name: string, ...args: readonly unknown[]) =>
    invoke(await load(module), name, args);
  let last: Sent | undefined;
  const client = await call("index", "createClient", {
    baseUrl: mock.url,
    fetch: (url: string, init: RequestInit) => {
      const { method = "", headers, body } = init;
      const text = typeof body === "string" ? body : undefined;
      const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
      last = { method, url: new URL(url), headers: new Headers(headers), body: parsed };
      return fetch(url, init);
    },
    ...options,
  });
  return {
    folder,
    mock,
    call,
    exported: async (module, name) => memberOf(await load(module), name),
    ask: async (method, ...args) => invoke(client, method, args),
    sent: () => {
      if (last === undefined) throw new Error("Nothing was sent.");
      return last;
    },
  };
}

/** @throws Error with what TypeScript says */
async function compile(folder: string): Promise<void> {
  const tsc = inRepository("node_modules/typescript/bin/tsc");
  const run = execute(process.execPath, [tsc, "-p", folder]);
  await run.catch((error: unknown) => {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    throw new Error(`It does not compile.\n${said.slice(0, 3000)}`, { cause: error });
  });
}

function invoke(owner: unknown, name: string, args: readonly unknown[]): unknown {
  const method = memberOf(owner, name);
  if (typeof method !== "function") throw new TypeError(`There is no ${name}.`);
  return Reflect.apply(method, owner, args);
}

function memberOf(owner: unknown, name: string): unknown {
  return Reflect.get(Object(owner), name);
}
