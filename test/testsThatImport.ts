import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The test files of a package that import something of a folder, themselves or through others of its test files. */
export async function testsThatImport(folder: string, own: string): Promise<readonly string[]> {
  const wanted = pathToFileURL(join(folder, "/")).href;
  const tests = pathToFileURL(join(own, "test", "/")).href;

  async function imports(file: string, seen: Set<string>): Promise<boolean> {
    if (seen.has(file)) return false;
    seen.add(file);
    const text = await readFile(fileURLToPath(file), "utf8");
    for (const [, specifier = ""] of text.matchAll(/\bfrom "(\.[^"]+\.ts)"/g)) {
      const imported = new URL(specifier, file).href;
      if (imported.startsWith(wanted)) return true;
      if (imported.startsWith(tests) && (await imports(imported, seen))) return true;
    }
    return false;
  }

  const found: string[] = [];
  for (const path of await readdir(join(own, "test"), { recursive: true })) {
    const file = join(own, "test", path);
    if (!path.endsWith(".test.ts")) continue;
    if (await imports(pathToFileURL(file).href, new Set())) found.push(relative(own, file));
  }
  return found;
}
