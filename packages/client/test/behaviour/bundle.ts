import { build } from "esbuild";

const ENTRY = `
  import * as sdk from "@ev-charger/client";
  import { report as run } from "./report.ts";
  export const report = (site) => run(sdk, site);
`;

/** The behaviours and the built package in one module, for any runtime; it exports `report`. */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2022",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild made no file.");
  return file.text;
}
