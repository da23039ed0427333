import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  BaseResolver,
  bundle,
  getLineColLocation,
  lint,
  loadConfig,
  type NormalizedProblem,
  Source,
  YamlParseError,
} from "@redocly/openapi-core";
import { stringify } from "yaml";
import { isRecord } from "../scripts/isRecord.ts";
import { writeIfNew } from "../scripts/writeIfNew.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** Thrown when the contract breaks a lint rule; `message` says where, and which rule. */
export class InvalidSpecError extends Error {
  override name = "InvalidSpecError" as const;
}

/** The two files of the bundle, and whether a run gave them new content. */
export interface BundledSpec {
  readonly json: string;
  readonly yaml: string;
  readonly changed: boolean;
}

/**
 * Lints the contract and bundles it into `dist/openapi.json` and `dist/openapi.yaml`: the same
 * content, components in alphabetical order, the same bytes for the same source. Nothing is written
 * unless the contract is free of errors and warnings; a file whose content stays is not touched.
 *
 * @param folder where `openapi.yaml` and `redocly.yaml` are; default: this package
 * @throws InvalidSpecError when a rule is broken, with file, line, rule and message of each place
 */
export async function bundleSpec(folder = here): Promise<BundledSpec> {
  const config = await loadConfig({ configPath: join(folder, "redocly.yaml") });
  const ref = join(folder, "openapi.yaml");
  const externalRefResolver = new BaseResolver(config.resolve);

  const problems = await lint({ ref, config, externalRefResolver }).catch((error: unknown) =>
    rootProblem(ref, error),
  );
  if (problems.length > 0) throw new InvalidSpecError(report(problems, folder));

  const bundled = await bundle({ ref, config, externalRefResolver });
  if (bundled.problems.length > 0) throw new InvalidSpecError(report(bundled.problems, folder));

  const content = sortComponents(bundled.bundle.parsed);
  const json = join(folder, "dist/openapi.json");
  const yaml = join(folder, "dist/openapi.yaml");
  const written = await Promise.all([
    writeIfNew(json, `${JSON.stringify(content, null, 2)}\n`),
    writeIfNew(
      yaml,
      stringify(content, { aliasDuplicateObjects: false, compat: "yaml-1.1", lineWidth: 0 }),
    ),
  ]);
  return { json, yaml, changed: written.includes(true) };
}

/** A root that is not YAML, or not an object, is what the linter throws instead of reporting. */
function rootProblem(ref: string, error: unknown): Problem[] {
  if (!(error instanceof Error)) throw error;
  const { line, col } = error instanceof YamlParseError ? error : { line: 1, col: 1 };
  const start = { line: Number.isNaN(line) ? 1 : line, col: Number.isNaN(col) ? 1 : col };
  const location = [{ source: new Source(ref, ""), pointer: undefined, start }];
  return [{ ruleId: UNRESOLVED, message: `Failed to parse: ${error.message}`, location }];
}

type Problem = Pick<NormalizedProblem, "ruleId" | "message" | "location">;

const UNRESOLVED = "no-unresolved-refs";

/** While a file cannot be read or found, what other rules say follows from that: it is left out. */
function report(all: readonly Problem[], folder: string): string {
  const unreadable = all.filter(({ message }) => message.startsWith("Failed to parse"));
  const unresolved = all.filter(({ ruleId }) => ruleId === UNRESOLVED);
  const problems = [unreadable, unresolved].find((some) => some.length > 0) ?? all;

  const places = problems.map(({ location, ruleId, message }) => {
    const [place] = location;
    if (place === undefined) return `spec/openapi.yaml  ${ruleId}\n    ${message}`;
    const { line, col } = getLineColLocation(place).start;
    const file = relative(folder, place.source.absoluteRef);
    return `spec/${file}:${line}:${col}  ${ruleId}\n    ${message.replaceAll(`${folder}/`, "spec/")}`;
  });
  // A file that several others refer to is reported for each of them.
  const distinct = [...new Set(places)];
  const count = `${distinct.length} ${distinct.length === 1 ? "problem" : "problems"}`;
  return `The contract is not valid, ${count}:\n\n${distinct.join("\n\n")}\n`;
}

/** Redocly orders components by first use, so that one new reference would move many of them. */
function sortComponents(document: unknown): unknown {
  if (!isRecord(document) || !isRecord(document["components"])) return document;
  const components = Object.fromEntries(
    Object.entries(document["components"]).map(([kind, map]) => [
      kind,
      isRecord(map) ? sortKeys(map) : map,
    ]),
  );
  return { ...document, components };
}

const sortKeys = (map: object): object =>
  Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
