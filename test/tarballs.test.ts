import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Mock, startMock } from "../packages/mock/src/startMock.ts";
import { type EmptyProject, emptyProject, type PackageManager } from "./emptyProject.ts";
import { type PackedPackage, packPublished } from "./packPublished.ts";
import { dependenciesOf, releasesInstalled } from "./releasesInstalled.ts";
import { readManifest } from "./Release.ts";
import { type Registry, startRegistry } from "./startRegistry.ts";
import {
  clientTests,
  commonJsModule,
  esModule,
  mistaken,
  serverTests,
  strictest,
} from "./userPrograms.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");

let scratch: string;
let packed: readonly PackedPackage[];
let registry: Registry;
let mock: Mock;
beforeAll(async () => {
  scratch = await realpath(await mkdtemp(join(tmpdir(), "tarballs-")));
  packed = await packPublished(scratch);
  const own = new Set(packed.map(({ manifest }) => manifest.name));
  const wanted = packed
    .flatMap(({ manifest, source }) => dependenciesOf(manifest, source))
    .filter(({ name }) => !own.has(name));
  const beside = [
    { name: "msw", from: join(root, "packages/client"), optional: false },
    { name: "@types/node", from: root, optional: false },
  ];
  const others = await releasesInstalled([...wanted, ...beside], scratch);
  registry = await startRegistry([...packed, ...others]);
  mock = await startMock({ port: 0 });
});
afterAll(async () => {
  await Promise.all([registry?.stop(), mock?.stop()]);
  await rm(scratch, { recursive: true, force: true });
});

/** What may be in a tarball beside its manifest, README and licence. */
const CONTENTS: Readonly<Record<string, RegExp>> = {
  "@ev-charger/spec": /^dist\/openapi\.(json|yaml)$/,
  "@ev-charger/types": /^dist\/(cjs\/package\.json|.+\.(js|d\.ts))$/,
  "@ev-charger/client": /^dist\/(cjs\/package\.json|.+\.(js|d\.ts))$/,
  "@ev-charger/contract": /^dist\/.+\.(js|d\.ts)$/,
  "@ev-charger/sandbox": /^(dist\/.+\.(js|d\.ts)|snapshot\/database\.tar\.br)$/,
};

/** The source of a compiled module. */
const sourceOf = (path: string): string =>
  path.replace(/^dist\/(cjs\/)?/, "src/").replace(/(\.d\.ts|\.js)$/, ".ts");

describe("a tarball", () => {
  test("is made of each package that is not private", () => {
    const names = packed.map(({ manifest }) => manifest.name);
    expect(names.toSorted()).toEqual(Object.keys(CONTENTS).toSorted());
  });

  test("has a manifest, a README, the licence, what was built, and nothing else", () => {
    for (const { manifest, paths } of packed) {
      const documents = ["LICENSE", "README.md", "package.json"];
      expect(paths, manifest.name).toEqual(expect.arrayContaining(documents));
      const rest = paths.filter((path) => !documents.includes(path));
      expect(rest.length, manifest.name).toBeGreaterThan(0);
      const stray = rest.filter((path) => CONTENTS[manifest.name]?.test(path) !== true);
      expect(stray, manifest.name).toEqual([]);
    }
  });

  test("has no module whose source is gone", () => {
    const modules = packed.flatMap(({ source, paths }) =>
      paths
        .filter((path) => /\.(js|d\.ts)$/.test(path))
        .map((path) => join(source, sourceOf(path))),
    );
    expect(modules.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("names neither the folder that it was made in, nor the workspace as a version", async () => {
    for (const { manifest, folder, paths } of packed) {
      for (const path of paths) {
        const content = await readFile(join(folder, path), "utf8");
        expect(content.includes(root), `${manifest.name}: ${path}`).toBe(false);
      }
      expect(JSON.stringify(manifest)).not.toContain("workspace:");
    }
  });

  test("says what it is, under which licence, and that everybody may have it", () => {
    for (const { manifest } of packed) {
      expect(manifest, manifest.name).toMatchObject({
        license: "MIT",
        publishConfig: { access: "public", provenance: true },
      });
      expect(manifest["description"], manifest.name).toContain("(unofficial)");
      expect(manifest["keywords"], manifest.name).toContain("ev-charger");
      const runs = Object.hasOwn(manifest, "engines");
      expect(runs, manifest.name).toBe(manifest.name !== "@ev-charger/spec");
    }
  });
});

const isInstalled = (manager: PackageManager): boolean =>
  spawnSync(manager, ["--version"], { stdio: "ignore" }).status === 0;

describe.each([
  ["npm", isInstalled("npm")],
  ["pnpm", isInstalled("pnpm")],
] as const)("an empty project that installs the packages with %s", (manager, isThere) => {
  let project: EmptyProject;
  beforeAll(async () => {
    if (!isThere) return;
    project = await emptyProject(manager, { AMPS_API_KEY: "any", AMPS_BASE_URL: mock.url });
    const names = packed.map(({ manifest }) => manifest.name);
    await project.install(registry.url, ...names, "msw", "@types/node");
    await project.write({
      "use.mts": esModule,
      "use.cts": commonJsModule,
      "clientTests.mts": clientTests,
      "clientTests.cts": clientTests,
      "serverTests.mts": serverTests,
      "mistaken.mts": mistaken,
      "tsconfig.json": strictest(["use.mts", "use.cts", "serverTests.mts"]),
      "tsconfig.tests.json": strictest(["clientTests.mts", "clientTests.cts"], "dom"),
      "tsconfig.mistaken.json": strictest(["mistaken.mts"]),
    });
    await project.must(process.execPath, tsc, "-p", ".");
    await project.must(process.execPath, tsc, "-p", "tsconfig.tests.json");
  }, 120_000);
  afterAll(() => project?.remove());

  test.runIf(isThere)("gets what was packed, from the registry alone", async () => {
    for (const { manifest } of packed) {
      const folder = join(project.folder, "node_modules", manifest.name);
      expect(await readManifest(folder)).toEqual(manifest);
    }
    expect([...registry.elsewhere]).toEqual([]);
  });

  test.runIf(isThere).each(["out/use.mjs", "out/use.cjs"])(
    "compiles at TypeScript's strictest; %s reads lists and errors of the mock",
    async (program) => {
      const told = await project.must(process.execPath, program);
      expect(told.trimEnd().split("\n")).toEqual([
        "list: device_ev_001,device_ev_002",
        "page: 2 Wallbox 7kW",
        "error: ConflictError 409 1",
        expect.stringMatching(/^contract: false 3\.1\.\d+$/),
      ]);
    },
  );

  test.runIf(isThere).each(["out/clientTests.mjs", "out/clientTests.cjs"])(
    "compiles at TypeScript's strictest; %s mocks the API with MSW",
    async (program) => {
      expect(await project.must(process.execPath, program)).toBe("mocked: mine\n");
    },
  );

  test.runIf(isThere)("does not compile when it reads a property that there is not", async () => {
    const compiled = project.must(process.execPath, tsc, "-p", "tsconfig.mistaken.json");
    await expect(compiled).rejects.toThrow(/mistaken\.mts\(\d+,\d+\): error TS2551: .*'modell'/);
  });

  test.runIf(isThere)("holds a sandbox to a case of the contract, by a program", async () => {
    const told = await project.must(process.execPath, "out/serverTests.mjs");
    expect(told).toBe("listEvChargers 200 []\n");
  });

  test.runIf(isThere)("holds the mock to the contract, by ev-charger-contract", async () => {
    const flags = ["--cases", "5", "--lacks", "paging,filters,ids,state,keys"];
    const told = await project.must("ev-charger-contract", "verify", "--url", mock.url, ...flags);
    expect(told).toMatch(/^[1-9]\d+ requests, 0 failures in /m);
  });

  test.runIf(isThere)(
    "starts a sandbox by ev-charger-sandbox, which answers and stops",
    async () => {
      const sandbox = project.start("ev-charger-sandbox", "--port", "0", "--log", "silent");
      onTestFinished(async () => void (await sandbox.stop()));
      const url = await sandbox.said(/on (http:\S+), with/);
      const headers = { "x-api-key": "amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx" };
      const answer = await fetch(`${url}/ev-charger`, { headers });
      expect([answer.status, await answer.json()]).toEqual([
        200,
        expect.objectContaining({ success: true }),
      ]);
      expect(await sandbox.stop()).toBe(0);
    },
  );
});
