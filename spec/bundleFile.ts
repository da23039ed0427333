import { resolve } from "node:path";
import { relative } from "node:path/posix";
import {
  BaseResolver,
  bundle,
  createConfig,
  getLineColLocation,
  lint,
  type NormalizedProblem,
} from "@redocly/openapi-core";

/** What came of a contract, be it in many files. */
export interface BundledFile {
  /** All of it in one document, in which references are local. */
  readonly document: unknown;
  /** Where it is not OpenAPI, or refers to nothing, as `file:line:column  message`. */
  readonly problems: readonly string[];
}

/**
 * Bundles any contract, ours or not: of the rules it has to keep only those of OpenAPI itself.
 *
 * @throws Error when the file cannot be read, or is neither YAML nor JSON.
 */
export async function bundleFile(file: string): Promise<BundledFile> {
  const config = await createConfig({ rules: { "no-unresolved-refs": "error", struct: "error" } });
  const externalRefResolver = new BaseResolver(config.resolve);
  const ref = resolve(file);
  const problems = await lint({ ref, config, externalRefResolver }).catch((error: unknown) => {
    // What is no YAML or no object is thrown, and does not say which file it is.
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be read: ${reason}`, { cause: error });
  });
  const bundled = await bundle({ ref, config, externalRefResolver });
  // What warns tells of two files of one name: each has its own in the bundle.
  const all = [...problems, ...bundled.problems].filter(({ severity }) => severity === "error");
  const places = all.map(placeOf);
  return { document: bundled.bundle.parsed, problems: [...new Set(places)] };
}

function placeOf({ location: [place], message }: NormalizedProblem): string {
  if (place === undefined) return message;
  const { line, col } = getLineColLocation(place).start;
  return `${relative(process.cwd(), place.source.absoluteRef)}:${line}:${col}  ${message.trim()}`;
}
