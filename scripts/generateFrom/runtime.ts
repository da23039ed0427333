import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const client = fileURLToPath(new URL("../../packages/client/", import.meta.url));

/** What a package is called, and how it speaks of its API. */
export interface Naming {
  /** The package's name. */
  readonly name: string;
  /** What its environment variables begin with. */
  readonly prefix: string;
}

/** The kit for tests is made for our contract's examples and codes, and needs a package more. */
const LEFT_OUT = /^testing(?:\.ts$|\/)|\.gen\.ts$|^(?:guards|mocks|operations|validators)\.gen/;

/**
 * The runtime of our client for another contract, by file: what knows our API is replaced by what is in
 * `packages/client/general`, and nothing speaks of it any more.
 *
 * @throws Error when a file still does: then this function has to learn how to say it.
 */
export async function runtimeFor(naming: Naming): Promise<Map<string, string>> {
  const general = await sourcesIn(join(client, "general"));
  // Stands for what is generated.
  general.delete("wireTables.ts");
  const ours = [...(await sourcesIn(join(client, "src")))].filter(([file]) => !LEFT_OUT.test(file));
  const texts = new Map([...ours, ...general]);
  return new Map(
    [...texts].map(([file, text]) => [renamed(file), retold(renamed(text), file, naming)]),
  );
}

const renamed = (text: string): string => text.replaceAll("EvChargerError", "ClientError");

/** An example's own lines, of a comment. */
const EXAMPLE = /\n \* @example\n(?: \*(?: .*)?\n)+?(?= \*\/)/g;

function retold(text: string, file: string, { name, prefix }: Naming): string {
  const types = file.includes("/") ? "../types.gen.ts" : "./types.gen.ts";
  const told = text
    .replaceAll(EXAMPLE, (example) => (/amps|charger|CONFLICT/i.test(example) ? "\n" : example))
    .replaceAll("@ev-charger/types", types)
    .replaceAll("@ev-charger/client", name)
    .replaceAll("../src/", "./")
    .replaceAll("./wireTables.ts", "./wireTables.gen.ts")
    .replaceAll("AMPS_", `${prefix}_`)
    .replaceAll("/ev-charger/{deviceId}", "/things/{thingId}")
    .replaceAll("/ev-charger", "/things")
    .replaceAll("path.deviceId", "path.thingId");
  const left = /.*(?:ev-?charger|deviceId|\bamps\b).*/i.exec(told);
  if (left === null) return told;
  throw new Error(
    `${file} speaks of our API: "${left[0].trim()}". Tell scripts/generateFrom/runtime.ts.`,
  );
}

async function sourcesIn(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts"));
  return new Map(
    await Promise.all(
      files
        .toSorted()
        .map(
          async (file) =>
            [file.replaceAll("\\", "/"), await readFile(join(folder, file), "utf8")] as const,
        ),
    ),
  );
}
