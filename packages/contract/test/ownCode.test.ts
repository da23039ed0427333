import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };

const source = fileURLToPath(new URL("../src", import.meta.url));

interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** What the files of `src` import, also by `import()` and for their types alone. */
async function importsOf(folder: string): Promise<readonly Import[]> {
  const found: Import[] = [];
  for await (const name of glob("**/*.ts", { cwd: folder })) {
    const file = path.join(folder, name);
    const text = await readFile(file, "utf8");
    const specifiers = text.matchAll(
      /(?:\bfrom|\bimport|\bimport\(|\bresolve\(|\brequire\()\s*["']([^"'\n]+)["']/g,
    );
    for (const [, specifier = ""] of specifiers) found.push({ from: file, specifier });
  }
  return found;
}

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

it("imports nothing from a server, and nothing that it does not declare", async () => {
  const imports = await importsOf(source);
  expect(imports.length).toBeGreaterThan(50);
  const dependencies = Object.keys(manifest.dependencies);
  const foreign = imports.filter(({ from, specifier }) =>
    specifier.startsWith(".")
      ? path.relative(source, path.resolve(path.dirname(from), specifier)).startsWith("..")
      : !specifier.startsWith("node:") && !dependencies.includes(packageOf(specifier)),
  );
  expect(foreign).toEqual([]);
  const servers = new Set(["@ev-charger/sandbox", "@ev-charger/mock", "@ev-charger/client"]);
  expect(dependencies.filter((name) => servers.has(name))).toEqual([]);
});
